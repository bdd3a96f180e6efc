-- Series of one thing and place, by different kinds of period, are asked for with each new figure.

create index series_measure on series (measure, place) where indicator is null;
