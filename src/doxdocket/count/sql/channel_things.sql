-- channel_things: one row a thing that channels show: in how many channels, and when it was first shown as somebody's own post.
-- hub is 1 where more channels than $cap show it: what everybody posts binds no two of them (rules/channels.yaml).
SELECT what, thing, count(*) AS channels, min(own_at) AS own_at, CASE WHEN count(*) > $cap THEN 1 ELSE 0 END AS hub
FROM holdings
GROUP BY what, thing
