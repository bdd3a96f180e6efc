-- Quotations of the wordings that readers are shown: who says so, and the words by which they are
-- found. Made from the findings of kind 'quote'; `finding` has all of them.

create table quote (
    finding_id text primary key,
    article_id text not null references article,
    start      integer not null,
    form       text not null,          -- direct, partial, indirect
    speaker    text,
    role       text,
    who        text                    -- equal for the spellings of one speaker
) without rowid;
create index quote_article on quote (article_id);
create index quote_who on quote (who) where who is not null;

create table quote_word (              -- keys of words (lang/spelling.py), of bodies: "=UN"
    side       text not null,          -- 'by': of the speaker; 'about': of the words
    word       text not null,
    finding_id text not null,
    primary key (side, word, finding_id)
) without rowid;
create index quote_word_finding on quote_word (finding_id);
