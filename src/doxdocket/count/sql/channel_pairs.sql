-- channel_pairs: one row two channels and a kind of thing that both show (hubs left out): how many, in which of them each was shown
-- first, and the middle lag in seconds. What was surely forwarded from elsewhere is no first; the lag is of all posts. open_order: own posts
-- of the same second, none, one without a time, or a forward (perhaps from a third channel) before the other's own. Serves rules/channels.yaml.
WITH bound AS (
  SELECT h.what, h.thing, h.channel_id, h.first_at, h.own_at
  FROM holdings AS h
  JOIN things AS t ON t.what = h.what AND t.thing = h.thing
  WHERE t.channels > 1 AND t.hub = 0
),
met AS (
  SELECT x.what, x.channel_id AS a, y.channel_id AS b, x.first_at AS at_a, y.first_at AS at_b,
    CASE WHEN x.own_at < y.own_at OR (y.own_at IS NULL AND x.own_at <= y.first_at) THEN 1 ELSE 0 END AS first_a,
    CASE WHEN y.own_at < x.own_at OR (x.own_at IS NULL AND y.own_at <= x.first_at) THEN 1 ELSE 0 END AS first_b
  FROM bound AS x
  JOIN bound AS y ON y.what = x.what AND y.thing = x.thing AND y.channel_id > x.channel_id
),
lags AS (
  SELECT what, a, b,
    CAST(floor(percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(at_b - at_a))) AS BIGINT) AS lag_seconds
  FROM met
  WHERE at_a IS NOT NULL AND at_b IS NOT NULL
  GROUP BY what, a, b
)
SELECT m.what, m.a, m.b, count(*) AS shared,
  CAST(sum(m.first_a) AS BIGINT) AS first_a, CAST(sum(m.first_b) AS BIGINT) AS first_b,
  CAST(sum(1 - m.first_a - m.first_b) AS BIGINT) AS open_order,
  min(l.lag_seconds) AS lag_seconds
FROM met AS m
LEFT JOIN lags AS l ON l.what = m.what AND l.a = m.a AND l.b = m.b
GROUP BY m.what, m.a, m.b
ORDER BY m.what, m.a, m.b
