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
    due_at        text,                       -- null: not by itself
    found_at      text not null,
    visited_at    text,                       -- the last answer of any kind
    kept_at       text,                       -- the last answer that was kept as a capture
    seen          integer not null default 0, -- answers with an article or a list in them
    failures      integer not null default 0, -- in a row
    outcome       text,                       -- ok, same, gone, refused, failed
    why           text,                       -- in words, where it is not ok
    etag          text,
    last_modified text,
    modified      text,                       -- what the list says of its last change
    primary key (source_id, url)
) without rowid;
create index visit_due on visit (due_at) where due_at is not null;
