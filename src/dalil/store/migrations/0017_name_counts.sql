-- How often each spelling stands, so that a name is counted without reading all its mentions.

alter table name_form add column mentions integer not null default 0;
update name_form set mentions = (select count(*) from mention where mention.form = name_form.id);
