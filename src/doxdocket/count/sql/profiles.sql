-- profiles: one row a combination of kinds: how many persons and publications have it, at each bound.
-- how at_least: a named combination, these kinds and perhaps others; number: so many identifying kinds or more; exactly: these
-- identifying kinds and no other, told by the sum of their powers of two. What exactly a person has is told as it was found
-- (estimate): with other links or another verdict it is another combination, so that there is no bound to give.
-- Serves the civil factors (what stands together harms more than its parts).
WITH named AS (
  SELECT profile, count(DISTINCT CASE WHEN holds_low THEN person_low END) AS low,
    count(DISTINCT CASE WHEN holds_best THEN person_best END) AS best, count(DISTINCT CASE WHEN holds_high THEN person END) AS high
  FROM profiled
  GROUP BY profile
),
size AS (
  SELECT profile, count(DISTINCT element) AS elements FROM combined GROUP BY profile
),
posted AS (  -- an element at a time instead of distinct elements, which would cost four times as much
  SELECT p.profile, e.channel_id, e.post_id, e.person_no, min(e.person_low) AS person_low, min(e.person_best) AS person_best, min(e.person) AS person,
    max(CASE WHEN p.element = 0 AND LOW AND SHOWN AND whole = 1 THEN 1 ELSE 0 END) + max(CASE WHEN p.element = 1 AND LOW AND SHOWN AND whole = 1 THEN 1 ELSE 0 END)
      + max(CASE WHEN p.element = 2 AND LOW AND SHOWN AND whole = 1 THEN 1 ELSE 0 END) + max(CASE WHEN p.element = 3 AND LOW AND SHOWN AND whole = 1 THEN 1 ELSE 0 END) AS low,
    max(CASE WHEN p.element = 0 AND BEST AND LIKELY THEN 1 ELSE 0 END) + max(CASE WHEN p.element = 1 AND BEST AND LIKELY THEN 1 ELSE 0 END)
      + max(CASE WHEN p.element = 2 AND BEST AND LIKELY THEN 1 ELSE 0 END) + max(CASE WHEN p.element = 3 AND BEST AND LIKELY THEN 1 ELSE 0 END) AS best,
    max(CASE WHEN p.element = 0 THEN 1 ELSE 0 END) + max(CASE WHEN p.element = 1 THEN 1 ELSE 0 END)
      + max(CASE WHEN p.element = 2 THEN 1 ELSE 0 END) + max(CASE WHEN p.element = 3 THEN 1 ELSE 0 END) AS high
  FROM exposures AS e
  JOIN combined AS p ON p.kind = e.kind
  WHERE HIGH
  GROUP BY p.profile, e.channel_id, e.post_id, e.person_no
),
together AS (
  SELECT o.profile,
    count(DISTINCT CASE WHEN o.low = z.elements THEN o.person_low || ' ' || o.channel_id || ' ' || o.post_id END) AS low,
    count(DISTINCT CASE WHEN o.best = z.elements THEN o.person_best || ' ' || o.channel_id || ' ' || o.post_id END) AS best,
    count(DISTINCT CASE WHEN o.high = z.elements THEN o.person || ' ' || o.channel_id || ' ' || o.post_id END) AS high
  FROM posted AS o
  JOIN size AS z ON z.profile = o.profile
  GROUP BY o.profile
),
marked AS (
  SELECT e.person, e.person_best, e.person_low, b.bit,
    max(CASE WHEN LOW AND SHOWN THEN 1 ELSE 0 END) AS firmly, max(CASE WHEN BEST AND LIKELY THEN 1 ELSE 0 END) AS fairly
  FROM exposures AS e
  JOIN identifying AS b ON b.kind = e.kind
  WHERE HIGH
  GROUP BY e.person, e.person_best, e.person_low, b.bit
),
alone AS (
  SELECT person, min(person_low) AS person_low, count(DISTINCT CASE WHEN firmly = 1 THEN bit END) AS n FROM marked GROUP BY person
),
fullest AS (
  SELECT person_low, max(n) AS n FROM alone GROUP BY person_low
),
likely AS (
  SELECT person_best, count(DISTINCT bit) AS n FROM marked WHERE fairly = 1 GROUP BY person_best
),
-- Of the persons that possible links join, so many at most may have n kinds: places k such that the k persons, each kind given to as many of
-- them as hold it, have n each.
members AS (
  SELECT person_low, row_number() OVER (PARTITION BY person_low ORDER BY person) AS k
  FROM (SELECT DISTINCT person_low, person FROM marked) AS d
),
spread AS (
  SELECT person_low, bit, count(DISTINCT person) AS persons FROM marked GROUP BY person_low, bit
),
room AS (
  SELECT m.person_low, m.k, CAST(sum(least(s.persons, m.k)) AS BIGINT) AS held
  FROM members AS m
  JOIN spread AS s ON s.person_low = m.person_low
  GROUP BY m.person_low, m.k
),
steps AS (
  SELECT DISTINCT held AS n FROM room WHERE k = 1
),
numbers AS (
  SELECT s.n,
    (SELECT count(*) FROM fullest AS f WHERE f.n >= s.n) AS low, (SELECT count(*) FROM likely AS l WHERE l.n >= s.n) AS best,
    (SELECT count(*) FROM room AS r WHERE r.held >= s.n * r.k) AS high
  FROM steps AS s
),
of_persons AS (
  SELECT mask, count(*) AS best
  FROM (SELECT person_best, sum(bit) AS mask FROM (SELECT DISTINCT person_best, bit FROM marked WHERE fairly = 1) AS d GROUP BY person_best) AS m
  GROUP BY mask
),
of_posts AS (
  SELECT mask, count(*) AS best
  FROM (
    SELECT channel_id, post_id, person_best, sum(bit) AS mask
    FROM (
      SELECT DISTINCT e.channel_id, e.post_id, e.person_best, b.bit
      FROM exposures AS e
      JOIN identifying AS b ON b.kind = e.kind
      WHERE BEST AND LIKELY
    ) AS d
    GROUP BY channel_id, post_id, person_best
  ) AS m
  GROUP BY mask
)
SELECT 'at_least' AS how, z.profile, CAST(NULL AS BIGINT) AS mask,
  CAST(coalesce(n.low, 0) AS BIGINT) AS persons_low, CAST(coalesce(n.best, 0) AS BIGINT) AS persons_estimate,
  CAST(coalesce(n.high, 0) AS BIGINT) AS persons_high, CAST(coalesce(t.low, 0) AS BIGINT) AS publications_low,
  CAST(coalesce(t.best, 0) AS BIGINT) AS publications_estimate, CAST(coalesce(t.high, 0) AS BIGINT) AS publications_high
FROM size AS z
LEFT JOIN named AS n ON n.profile = z.profile
LEFT JOIN together AS t ON t.profile = z.profile
UNION ALL
SELECT 'number', CAST(n AS STRING), CAST(NULL AS BIGINT), CAST(low AS BIGINT), CAST(best AS BIGINT), CAST(high AS BIGINT),
  CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM numbers
UNION ALL
SELECT 'exactly', CAST(NULL AS STRING), CAST(coalesce(p.mask, o.mask) AS BIGINT), CAST(NULL AS BIGINT),
  CAST(coalesce(p.best, 0) AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(coalesce(o.best, 0) AS BIGINT), CAST(NULL AS BIGINT)
FROM of_persons AS p
FULL JOIN of_posts AS o ON o.mask = p.mask
