-- ages: one row a publication: how old its person was on the day of the post, and whether under 18 and under 14, at each bound.
-- Serves 未成年人保护法 Art. 2, 个人信息保护法 Art. 28 (all information of a person under 14 is sensitive). A value that says an age in one
-- post says a span of births, and that an age in every other post of the person. Days are numbers yyyymmdd, so that a
-- difference over 10000 is a number of years. Spans of one person that contradict one another are both kept: the bounds widen.
-- A span of 14 years or more, as "under age" alone is, tells nothing of under 14 at the estimate.
-- Low: under that age in the certain and in the widest reading of the links, and by values whose evidence class may enter a low bound alone
-- (age_most), or by decision. High: in one of the readings. Who is told of as somebody's parent or grandparent, with no age, is under none by another post.
-- Where a post tells two ages of one person that no one age fits, and one is under 18, it may be another's of the post: in the high, of whoever has no age in a reading.
WITH told AS (
  SELECT person, person_best, person_low, "day" - 10000 * CAST(age_low AS INTEGER) AS latest,
    "day" - 10000 * (CAST(age_high AS INTEGER) + 1) AS after, "day" - 10000 * (CAST(age_most AS INTEGER) + 1) AS surely
  FROM dossiers
  WHERE "day" IS NOT NULL AND age_low IS NOT NULL AND age_high IS NOT NULL AND HIGH AND by_link IS NOT true
),
certain AS (
  SELECT person, max(surely) AS surely,
    CASE WHEN max(after) < min(latest) THEN min(latest) ELSE max(latest) END AS latest,
    CASE WHEN max(after) < min(latest) THEN max(after) ELSE min(after) END AS after
  FROM told
  GROUP BY person
),
best AS (
  SELECT person_best,
    CASE WHEN max(after) < min(latest) THEN min(latest) ELSE max(latest) END AS latest,
    CASE WHEN max(after) < min(latest) THEN max(after) ELSE min(after) END AS after
  FROM told
  GROUP BY person_best
),
widest AS (
  SELECT person_low,
    CASE WHEN max(after) < min(latest) THEN min(latest) ELSE max(latest) END AS latest,
    CASE WHEN max(after) < min(latest) THEN max(after) ELSE min(after) END AS after
  FROM told
  GROUP BY person_low
),
astray AS (
  SELECT channel_id, post_id, min(age_low) AS age_low
  FROM dossiers
  WHERE ages_differ
  GROUP BY channel_id, post_id
),
aged AS (
  SELECT d.channel_id, d.post_id, d.person_no, d.person, d.person_best, d.person_low, d.counts,
    coalesce(d.role = 'relative' AND d.relation IN ('father', 'mother', 'parent', 'step_parent', 'paternal_grandfather', 'paternal_grandmother', 'maternal_grandfather',
      'maternal_grandmother'), false) AND d.age_low IS NULL AS elder,
    CASE WHEN d.by_link IS NOT true AND d.age_low IS NULL AND (c.latest IS NULL OR b.latest IS NULL OR w.latest IS NULL) THEN a.age_low END AS low4,
    coalesce(CAST(floor((d."day" - c.latest) / 10000.0) AS INTEGER), d.age_low) AS low1,
    coalesce(CAST(floor((d."day" - c.after - 1) / 10000.0) AS INTEGER), d.age_high) AS high1,
    coalesce(CAST(floor((d."day" - c.surely - 1) / 10000.0) AS INTEGER), d.age_most) AS most,
    coalesce(CAST(floor((d."day" - b.latest) / 10000.0) AS INTEGER), d.age_low) AS low2,
    coalesce(CAST(floor((d."day" - b.after - 1) / 10000.0) AS INTEGER), d.age_high) AS high2,
    coalesce(CAST(floor((d."day" - w.latest) / 10000.0) AS INTEGER), d.age_low) AS low3,
    coalesce(CAST(floor((d."day" - w.after - 1) / 10000.0) AS INTEGER), d.age_high) AS high3
  FROM dossiers AS d
  LEFT JOIN certain AS c ON c.person = d.person
  LEFT JOIN best AS b ON b.person_best = d.person_best
  LEFT JOIN widest AS w ON w.person_low = d.person_low
  LEFT JOIN astray AS a ON a.channel_id = d.channel_id AND a.post_id = d.post_id
)
SELECT channel_id, post_id, person_no, person, person_best, person_low, counts,
  CAST(low1 AS SMALLINT) AS age_low, CAST(high1 AS SMALLINT) AS age_high,
  NOT elder AND coalesce(high1 < 18 AND high3 < 18 AND most < 18, false) AS under_18_low, NOT elder AND coalesce(low2 + high2 < 36, false) AS under_18_best,
  NOT elder AND (coalesce(low1 < 18, false) OR coalesce(low2 < 18, false) OR coalesce(low3 < 18, false) OR coalesce(low4 < 18, false)) AS under_18_high,
  NOT elder AND coalesce(high1 < 14 AND high3 < 14 AND most < 14, false) AS under_14_low,
  NOT elder AND coalesce(high2 - low2 < 14 AND low2 + high2 < 28, false) AS under_14_best,
  NOT elder AND (coalesce(low1 < 14, false) OR coalesce(low2 < 14, false) OR coalesce(low3 < 14, false) OR coalesce(low4 < 14, false)) AS under_14_high
FROM aged
ORDER BY channel_id, post_id, person_no
