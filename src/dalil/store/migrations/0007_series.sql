-- Figures set against each other. `series`, `series_point` and `gathered` are made from the findings
-- and may be made anew at any time (dalil gather); `indicator` and `decision` are people's.

create table series (
    id        text primary key,
    indicator text,                    -- null: found by likeness
    measure   text not null,           -- concepts, space between
    unit      text not null,
    per       text not null,
    change    integer not null,        -- sizes of changes, not levels
    place     text not null,
    kind      text not null,           -- of period
    label     text not null,           -- what is counted, as the newest claim has it
    periods   integer not null,
    claims    integer not null,
    sources   integer not null,
    first_on  text not null,
    last_on   text not null
) without rowid;
create index series_shown on series (periods desc, claims desc, id) where indicator is null;
create index series_indicator on series (indicator) where indicator is not null;
create index series_place on series (place);

create table series_point (
    series_id  text not null,
    first_on   text not null,          -- ISO days
    last_on    text not null,
    finding_id text not null,
    article_id text not null,
    source_id  text not null,
    low        real not null,          -- in the series' unit; of a fall below nought
    high       real not null,
    status     text not null,
    joined     integer not null default 0,  -- a person put it there
    primary key (series_id, first_on, last_on, finding_id)
) without rowid;
create index series_point_article on series_point (article_id);
create index series_point_finding on series_point (finding_id);

create table gathered (                -- which articles stand in the series, by which rules
    article_id text primary key,
    rules      text not null
) without rowid;

create table indicator (
    name       text primary key,
    title      text not null,
    words      text not null,          -- JSON: by language, a list
    unit       text not null,
    per        text not null,
    change     integer not null,
    places     text not null,          -- keys, a bar between; none: all
    kind       text,
    rule       text not null,
    counting   text not null,
    made_at    text not null,
    made_by    text not null
);

create table decision (                -- never changed, never deleted
    id         integer primary key,
    at         text not null,
    who        text not null,
    kind       text not null,          -- join, leave, choose, free
    indicator  text not null,
    finding_id text not null,
    version_id text not null,
    start      integer not null,       -- the figure's characters, so that it is found again
    "end"      integer not null,
    exact      text not null,
    why        text not null
);
create index decision_indicator on decision (indicator, id);
create index decision_version on decision (version_id);
create index article_country_key on article_country (key);
