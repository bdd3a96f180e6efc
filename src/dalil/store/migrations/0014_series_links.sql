-- Series that say the same thing in other words, as the numbers that they share tell. May be made
-- anew at any time, as the series themselves.

create table series_link (
    series_id text primary key,        -- shown as a part of:
    head      text not null,
    shared    integer not null         -- periods for which both have the same number
) without rowid;
create index series_link_head on series_link (head);
create index series_point_value on series_point (low, first_on, last_on) where low not between -20 and 20;
