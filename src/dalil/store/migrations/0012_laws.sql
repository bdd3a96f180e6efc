-- References to legislation as questions about acts ask: narrow rows beside `finding`, which has all.

create table law (
    finding_id text primary key references finding on delete cascade,
    article    integer not null references article (key) on update cascade on delete cascade,
    newest     integer not null,      -- it stands in the wording that readers are shown
    slug       text not null,         -- the act without its country: "criminal-code"
    name       text not null,         -- of the act, in English
    country    text,                  -- named by the text, else the only one that the article concerns
    provision  text,                  -- article of the act
    change     text,
    "when"     text
) without rowid;
create index law_act on law (slug, country);
create index law_article on law (article);
