-- Who and what articles mention. All but `name_decision` is made from the texts and may be made anew;
-- decisions are people's: never changed, never deleted.

create table name (
    id        text primary key,        -- a group of spellings: "person-azamat-baitov"
    type      text not null,           -- person, organisation, place
    full      text not null,           -- its most frequent spelling
    place     text,                    -- the gazetteer's key
    articles  integer not null,
    mentions  integer not null,
    first_on  text,
    last_on   text
) without rowid;
create index name_shown on name (type, articles desc, id);

create table name_form (
    id        integer primary key,
    type      text not null,
    full      text not null,
    place     text not null,           -- '' where there is none
    plain     text not null,           -- the group that its letters alone put it in
    name_id   text not null,
    unique (type, full, place)
);
create index name_form_of on name_form (name_id);

create table mention (
    article_id text not null,
    version_id text not null,
    start      integer not null,
    "end"      integer not null,
    form       integer not null,
    primary key (article_id, start, "end")
) without rowid;
create index mention_form on mention (form, article_id);

create table named (                   -- which articles were searched, by which rules
    article_id text primary key,
    rules      text not null
) without rowid;

create table name_decision (
    id     integer primary key,
    at     text not null,
    who    text not null,
    kind   text not null,              -- join, part
    type   text not null,
    one    text not null,
    other  text not null,
    why    text not null
);
