-- What an archive remembers. Times are UTC, ISO 8601; days are ISO 8601 with reduced precision.
-- Open it with any sqlite3; nothing here is needed to read the captures beside it, which are WARC.

create table meta (
    key   text primary key,
    value text not null
);

create table source (
    id        text primary key,
    outlet    text not null,
    url       text,
    country   text,
    languages text not null           -- space between
);

create table capture (
    id          text primary key,     -- WARC-Record-ID
    source_id   text not null references source,
    url         text,
    name        text,
    captured_at text,                 -- null: nobody knows when the page was saved
    kept_at     text not null,
    media_type  text,
    status      integer,
    digest      text not null,        -- of the payload
    length      integer not null,
    file        text not null,        -- in captures/
    offset      integer not null,
    size        integer not null,
    kind        text,                 -- what it was read as: listing, text, page, feed
    encoding    text,
    problem     text                  -- why nothing could be read from it
);
create unique index capture_same on capture (digest, ifnull(url, ''), ifnull(name, ''), ifnull(captured_at, ''));
create index capture_place on capture (file, offset);

create table article (
    id             text primary key,
    source_id      text not null references source,
    url            text,
    url_key        text,
    headline_key   text,
    key            integer not null unique,  -- (day << 20) + n: date order; day 0: nobody knows
    placed_on      text,                     -- the day that `key` stands for
    -- what a list shows of it, taken from its versions:
    headline       text,
    byline         text,
    published      text,                     -- JSON of model.Published
    published_on   text,
    language       text,
    teaser         text,
    truncated      integer not null default 0,
    version_count  integer not null default 0,
    figure_count   integer not null default 0
);
create unique index article_url on article (url_key) where url_key is not null;
create index article_headline on article (source_id, headline_key);

create table article_country (
    country    text not null,
    key        integer not null references article (key) on update cascade on delete cascade,
    origin     text not null,                -- 'text', 'listing' or 'source'
    primary key (country, key)
) without rowid;

create table version (
    id          text primary key,
    article_id  text not null references article,
    form        text not null,               -- 'page' or 'entry'
    number      integer not null,
    capture_id  text not null references capture,
    digest      text not null,               -- of the text, UTF-8
    text        text not null,               -- never changed
    blocks      text not null,               -- JSON of model.Block
    wording     text not null,               -- JSON: the wording's other fields
    unique (article_id, form, digest)
);

create table sighting (                      -- every capture that said so
    version_id text not null references version,
    capture_id text not null references capture,
    seen_at    text not null,
    position   integer not null,             -- place on the page
    primary key (version_id, capture_id)
) without rowid;
create index sighting_capture on sighting (capture_id);

create table finding (
    id          text primary key,
    version_id  text not null references version,
    kind        text not null,
    start       integer not null,
    "end"       integer not null,
    exact       text not null,
    low         real,                        -- for sorting and filters; `finding` is exact
    high        real,
    unit        text,
    bound       text,
    "of"        text,
    per         text,
    place       text,
    period      text,
    attribution text,
    status      text,
    change      text,
    confidence  real,
    finder      text not null,
    finding     text not null                -- JSON of model.Finding
);
create index finding_version on finding (version_id, start);

create table log (
    id      integer primary key,
    at      text not null,
    what    text not null,
    program text not null
);
