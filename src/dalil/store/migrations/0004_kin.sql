-- Articles that belong together: copies of one text, and one article in several languages.

create table sketch (                 -- the smallest hashes of a version's runs of words
    hash    integer not null,
    version integer not null,         -- rowid of version
    primary key (hash, version)
) without rowid;

create table kin (
    one      text not null references article,
    other    text not null references article,
    kind     text not null,           -- 'copy' or 'translation'
    reason   text not null,
    likeness real,
    guessed  integer not null default 0,
    program  text not null,
    primary key (one, other, kind)
) without rowid;
create index kin_other on kin (other);
create index finding_value on finding (low, unit) where kind = 'figure';
