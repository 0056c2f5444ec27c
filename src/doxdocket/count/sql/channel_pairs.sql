-- channel_pairs: one row two channels and a kind of thing that both show (hubs left out): how many, in which of them each was shown
-- first, and the middle lag in seconds. open_order: shown at the same second or without a time. Serves rules/channels.yaml.
WITH bound AS (
  SELECT h.what, h.thing, h.channel_id, h.first_at
  FROM holdings AS h
  JOIN things AS t ON t.what = h.what AND t.thing = h.thing
  WHERE t.channels > 1 AND t.hub = 0
),
met AS (
  SELECT x.what, x.channel_id AS a, y.channel_id AS b, x.first_at AS at_a, y.first_at AS at_b
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
  CAST(sum(CASE WHEN m.at_a < m.at_b THEN 1 ELSE 0 END) AS BIGINT) AS first_a,
  CAST(sum(CASE WHEN m.at_b < m.at_a THEN 1 ELSE 0 END) AS BIGINT) AS first_b,
  CAST(sum(CASE WHEN m.at_a < m.at_b OR m.at_b < m.at_a THEN 0 ELSE 1 END) AS BIGINT) AS open_order,
  min(l.lag_seconds) AS lag_seconds
FROM met AS m
LEFT JOIN lags AS l ON l.what = m.what AND l.a = m.a AND l.b = m.b
GROUP BY m.what, m.a, m.b
ORDER BY m.what, m.a, m.b
