-- When a wording was last seen is asked each time it is seen again.

create index sighting_seen on sighting (version_id, seen_at);
