-- One article is visited once, in whichever spelling its address is named.

-- `key`: equal for all addresses of one article; null for those that were known before this step.
alter table visit add column key text;
create index visit_key on visit (key, source_id);
