-- views_sums: one row a part (all posts, a channel, a month, a person): times seen (人次, never persons) of its posts with a
-- reading. Serves 法释〔2013〕21号 Art. 2 and 民法典 Art. 998. in_low, in_best, in_high: whether the bound holds the post.
-- low: of each story the largest reading, once. A forward that does not tell which post of its origin it shows may be of any:
-- of these the largest counts as far as it is more than the largest story of that origin. high: every counter once, at its most.
-- Posts covered count an album as one post at every bound, as posts with personal information do: else more would be covered than there are.
WITH per_story AS (
  SELECT part, origin, story, standing, heard, max(CASE WHEN in_low = 1 THEN low END) AS low, max(CASE WHEN in_best = 1 THEN value END) AS value
  FROM views_counted
  WHERE standing <> 'apart' AND in_best = 1
  GROUP BY part, origin, story, standing, heard
),
per_origin AS (
  SELECT part,
    sum(CASE WHEN standing = 'told' THEN low END) AS low, max(CASE WHEN standing = 'told' THEN low END) AS most_low,
    max(CASE WHEN standing = 'untold' THEN low END) AS loose_low,
    sum(CASE WHEN standing = 'told' THEN value END) AS value, max(CASE WHEN standing = 'told' THEN value END) AS most_value,
    max(CASE WHEN standing = 'untold' AND heard = 1 THEN value END) AS loose_value
  FROM per_story
  GROUP BY part, origin
),
firsts AS (
  SELECT part, sum(coalesce(low, 0) + greatest(coalesce(loose_low, 0) - coalesce(most_low, 0), 0)) AS low,
    sum(coalesce(value, 0) + greatest(coalesce(loose_value, 0) - coalesce(most_value, 0), 0)) AS value
  FROM per_origin
  GROUP BY part
),
strays AS (  -- the estimate takes forwards of channels that nobody captured for different posts
  SELECT part, sum(value) AS value
  FROM (
    SELECT part, own, max(value) AS value
    FROM views_counted
    WHERE in_best = 1 AND (standing = 'apart' OR (standing = 'untold' AND heard = 0))
    GROUP BY part, own
  ) AS s
  GROUP BY part
),
counters AS (
  SELECT part, sum(high) AS high
  FROM (SELECT part, counter, max(high) AS high FROM views_counted WHERE in_high = 1 GROUP BY part, counter) AS c
  GROUP BY part
),
covered AS (
  SELECT part, count(DISTINCT CASE WHEN in_low = 1 THEN own END) AS low, count(DISTINCT CASE WHEN in_best = 1 THEN own END) AS estimate,
    count(DISTINCT CASE WHEN in_high = 1 THEN own END) AS high
  FROM views_counted
  GROUP BY part
)
SELECT c.part, CAST(coalesce(f.low, 0) AS BIGINT) AS low, CAST(coalesce(f.value, 0) + coalesce(s.value, 0) AS BIGINT) AS estimate,
  CAST(coalesce(h.high, 0) AS BIGINT) AS high, CAST(c.low AS BIGINT) AS covered_low, CAST(c.estimate AS BIGINT) AS covered_estimate,
  CAST(c.high AS BIGINT) AS covered_high
FROM covered AS c
LEFT JOIN firsts AS f ON f.part = c.part
LEFT JOIN strays AS s ON s.part = c.part
LEFT JOIN counters AS h ON h.part = c.part
ORDER BY c.part
