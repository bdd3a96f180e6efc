-- Figures are counted and chosen from one index that has all that filters ask, also the countries
-- that the article concerns, space between.

alter table figure add column countries text not null default '';
update figure set countries = ifnull((select group_concat(country, ' ') from (select country from article_country where key = figure.article order by country)), '');
drop index figure_unit;
create index figure_facts on figure (newest, unit, per, change, source_id, countries, language, status, bound, confidence, low, high, first, last, article);
