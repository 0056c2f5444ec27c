-- channel_persons: one row two channels that may show the same persons: how many at least and at most, whatever the links.
-- At least: persons whom certain links find in both, taken as one wherever a doubtful link may join them. At most: wherever doubtful
-- links join persons over both channels, as many as the channel with fewer of them shows. Left out as in channel_pairs: who is in more
-- than $cap channels (at least: perhaps in more; at most: surely). Serves 法释〔2017〕10号 Art. 11 and rules/channels.yaml.
WITH surely AS (
  SELECT DISTINCT person, person_low, channel_id FROM dossiers WHERE LOW AND person IS NOT NULL
),
perhaps AS (
  SELECT DISTINCT person, person_low, channel_id FROM dossiers WHERE HIGH AND person IS NOT NULL
),
wide_low AS (
  SELECT person_low FROM perhaps GROUP BY person_low HAVING count(DISTINCT channel_id) > $cap
),
wide AS (
  SELECT person FROM perhaps GROUP BY person HAVING count(DISTINCT channel_id) > $cap
),
least_pairs AS (
  SELECT x.channel_id AS a, y.channel_id AS b, count(DISTINCT x.person_low) AS n
  FROM surely AS x
  JOIN surely AS y ON y.person = x.person AND y.channel_id > x.channel_id
  LEFT JOIN wide_low AS w ON w.person_low = x.person_low
  WHERE w.person_low IS NULL
  GROUP BY x.channel_id, y.channel_id
),
parts AS (
  SELECT p.person_low, p.channel_id, count(*) AS n
  FROM perhaps AS p
  LEFT JOIN wide AS w ON w.person = p.person
  WHERE w.person IS NULL
  GROUP BY p.person_low, p.channel_id
),
most_pairs AS (
  SELECT x.channel_id AS a, y.channel_id AS b, sum(CASE WHEN x.n < y.n THEN x.n ELSE y.n END) AS n
  FROM parts AS x
  JOIN parts AS y ON y.person_low = x.person_low AND y.channel_id > x.channel_id
  GROUP BY x.channel_id, y.channel_id
)
SELECT m.a, m.b, CAST(coalesce(l.n, 0) AS BIGINT) AS low, CAST(m.n AS BIGINT) AS high
FROM most_pairs AS m
LEFT JOIN least_pairs AS l ON l.a = m.a AND l.b = m.b
ORDER BY m.a, m.b
