-- Claims set against each other. All but `ruling` is made from the findings and may be made anew at
-- any time (dalil gather); `ruling` is what people decided.

create table stated (                  -- every figure that can be set beside another
    thing      text not null,          -- measure, unit, rate, place: one thing that is measured
    first_on   text not null,          -- ISO days
    last_on    text not null,
    finding_id text not null,
    article_id text not null,
    status     text not null,
    low        real not null,
    primary key (thing, first_on, last_on, finding_id)
) without rowid;
create index stated_article on stated (article_id);
create index stated_finding on stated (finding_id);

create table contradiction (
    id        text primary key,
    thing     text not null,
    first_on  text not null,
    last_on   text not null,
    one       text not null,           -- finding ids
    other     text not null,
    sure      integer not null,
    itself    integer not null,
    at        text not null,           -- when the later one was published; "" if nobody knows
    told      text not null            -- JSON of model.Contradiction
) without rowid;
create index contradiction_place on contradiction (thing, first_on, last_on);
create index contradiction_shown on contradiction (sure, at desc, id);
create index contradiction_one on contradiction (one);
create index contradiction_other on contradiction (other);

create table foretold (
    id         text primary key,
    article_id text not null,
    kind       text not null,          -- forecast, plan, promise
    due        text not null,          -- ISO day
    told       text not null           -- JSON of model.Foretold, without outcomes
) without rowid;
create index foretold_article on foretold (article_id);
create index foretold_due on foretold (due desc, id);

create table event_claim (             -- what may be told of in other articles, too
    case_id    text not null,
    finding_id text not null,
    article_id text not null,
    primary key (case_id, finding_id)
) without rowid;
create index event_claim_article on event_claim (article_id);
create index event_claim_finding on event_claim (finding_id);

create table ruling (                  -- never changed, never deleted
    id         integer primary key,
    at         text not null,
    who        text not null,
    about      text not null,          -- contradiction, case
    subject    text not null,          -- its id
    said       text not null,
    finding_id text,                   -- the claim that joins or leaves, with its characters
    version_id text,
    start      integer,
    "end"      integer,
    exact      text,
    name       text,
    why        text not null
);
create index ruling_subject on ruling (about, subject, id);
create index ruling_finding on ruling (finding_id) where finding_id is not null;
