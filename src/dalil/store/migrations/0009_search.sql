-- What search asks besides the full-text index, which is made anew by the program (lang.stems.ANALYSER).

create table spelling (                  -- words as texts have them: other spellings, slips of the pen
    form  text not null,                 -- folded
    stem  text not null,                 -- as the index has it
    sound text not null,                 -- lang.sounds: of the form
    root  text not null,                 -- and of the stem
    name  integer not null default 0,    -- it was seen with a capital within a sentence
    primary key (form, stem)
) without rowid;
create index spelling_sound on spelling (sound);
create index spelling_root on spelling (root);

create index figure_asked on figure (article, low, high, unit);
create index article_facts on article (key, source_id, language, figure_count, version_count);
create index article_source on article (source_id, key);
