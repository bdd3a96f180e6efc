-- What changed between the versions of an article, in the order in which they were seen.

create table change (
    id          text primary key,
    article_id  text not null references article,
    kinds       text not null,        -- the gravest first, space between
    old_id      text references version,  -- null: it was gone before
    new_id      text references version,  -- null: it is gone
    after       text,                 -- when the old wording was last seen
    at          text,                 -- when the new one was first seen
    figures     text not null,        -- JSON: [old characters, new characters] of each
    program     text not null
);
create index change_at on change (at);
create index change_article on change (article_id, at);
