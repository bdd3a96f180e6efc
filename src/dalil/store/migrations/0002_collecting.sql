-- Following publications: how each is followed, and every address that is visited for it.

-- `route`: null where nothing is fetched; `start`: where it begins; `allow`: hosts in private
-- networks that a person allowed; `expects`: JSON, what normal looks like as a person said.
alter table source add column route text;
alter table source add column start text;
alter table source add column keep_pages integer not null default 1;
alter table source add column allow text not null default '';
alter table source add column expects text;

alter table capture add column revisit_of text references capture;
create index capture_url on capture (url, captured_at);

create table visit (
    source_id     text not null references source,
    url           text not null,
    role          text not null,              -- 'list', or 'article'
    found_in      text,                       -- the list that named it last
    found_at      text not null,
    due_at        text,                       -- null: not by itself
    visited_at    text,                       -- the last answer of any kind
    answers       integer not null default 0, -- with something in them, unchanged ones too
    failures      integer not null default 0, -- in a row
    outcome       text,                       -- ok, same, gone, refused, failed, held
    why           text,                       -- in words, where it is not ok
    etag          text,
    last_modified text,
    modified      text,                       -- the last change that a list named, UTC
    published     text,                       -- the time or day that a list named
    primary key (source_id, url)
) without rowid;
create index visit_due on visit (due_at) where due_at is not null;
create index visit_found on visit (source_id, found_in);

create table moved (                          -- further addresses of an article: it was renamed
    url_key    text primary key,
    article_id text not null references article
);
