-- channel_held: one row a channel and kind of thing: how many it shows, how many no captured channel showed earlier (firsts),
-- how many nobody else shows (only_here), how many others show too (shared; hubs left out), and of those the firsts (sources).
-- Shown at the same second by several, a thing is first in each of them. Serves the weighing of channels (rules/channels.yaml).
SELECT h.what, h.channel_id, count(*) AS held,
  CAST(sum(CASE WHEN h.own_at = t.own_at THEN 1 ELSE 0 END) AS BIGINT) AS firsts,
  CAST(sum(CASE WHEN t.channels = 1 THEN 1 ELSE 0 END) AS BIGINT) AS only_here,
  CAST(sum(CASE WHEN t.channels > 1 AND t.hub = 0 THEN 1 ELSE 0 END) AS BIGINT) AS shared,
  CAST(sum(CASE WHEN t.channels > 1 AND t.hub = 0 AND h.own_at = t.own_at THEN 1 ELSE 0 END) AS BIGINT) AS sources,
  CAST(sum(t.hub) AS BIGINT) AS hubs
FROM holdings AS h
JOIN things AS t ON t.what = h.what AND t.thing = h.thing
GROUP BY h.what, h.channel_id
ORDER BY h.what, h.channel_id
