-- Figures as a table of them asks: narrow rows beside `finding`, which has all. The words of what is
-- counted, where, and who says so are indexed in `figure_words`, which the program makes and fills.

create table figure (
    n          integer primary key,
    finding_id text not null unique references finding on delete cascade,
    article    integer not null references article (key) on update cascade on delete cascade,
    newest     integer not null,      -- it stands in the wording that readers are shown
    source_id  text not null,
    language   text,
    low        real not null,
    high       real not null,
    unit       text not null,
    per        text,
    change     text,
    bound      text not null,
    status     text not null,
    confidence real,
    first      integer,               -- days: the time it is about, else its day of publication
    last       integer
);
create index figure_article on figure (article desc, n);
create index figure_low on figure (unit, low, n);
create index figure_unit on figure (newest, unit, per, change, source_id);
create index article_years on article (source_id, published_on);
