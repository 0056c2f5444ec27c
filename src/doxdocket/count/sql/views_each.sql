-- views each: one row a post with a reading and a part (all posts; those that expose somebody), and what it adds to each figure of
-- views at each bound: the sums of those columns are the figures of views_sums.sql, which says what low and high are. Null: the
-- post is not in that figure at that bound; 0: it is, and another post carries its views. Serves 法释〔2013〕21号 Art. 2.
WITH counted AS (
  SELECT 'all' AS part, v.*, v.low AS least, 1 AS in_low, 1 AS in_best, 1 AS in_high FROM views_posts AS v
  UNION ALL
  SELECT 'pi', v.*, v.low_pi, v.pi_low, v.pi_best, v.pi_high FROM views_posts AS v WHERE v.pi_high = 1
),
asked AS (
  SELECT part, channel_id, post_id, post_no, own, story, origin, counter, standing, heard, in_low, in_best, in_high, least AS low, value, high,
    CASE WHEN standing = 'apart' OR (standing = 'untold' AND heard = 0) THEN 1 ELSE 0 END AS stray,
    CASE WHEN in_low = 1 THEN least END AS at_low, CASE WHEN in_best = 1 THEN value END AS at_best,
    CASE WHEN in_high = 1 THEN high END AS at_high
  FROM counted
),
placed AS (
  SELECT *,
    row_number() OVER (
      PARTITION BY part, origin, story, standing, heard ORDER BY at_low DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id
    ) AS story_low,
    row_number() OVER (
      PARTITION BY part, origin, story, standing, heard ORDER BY at_best DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id
    ) AS story_best,
    row_number() OVER (
      PARTITION BY part, origin, standing ORDER BY at_low DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id
    ) AS origin_low,
    row_number() OVER (
      PARTITION BY part, origin, standing, heard ORDER BY at_best DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id
    ) AS origin_best,
    row_number() OVER (
      PARTITION BY part, own, stray ORDER BY at_best DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id
    ) AS stray_best,
    row_number() OVER (
      PARTITION BY part, counter ORDER BY at_high DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id
    ) AS counter_high,
    row_number() OVER (PARTITION BY part, own ORDER BY in_low DESC, channel_id, post_no NULLS LAST, post_id) AS own_low,
    row_number() OVER (PARTITION BY part, own ORDER BY in_best DESC, channel_id, post_no NULLS LAST, post_id) AS own_best,
    row_number() OVER (PARTITION BY part, own ORDER BY in_high DESC, channel_id, post_no NULLS LAST, post_id) AS own_high,
    coalesce(max(CASE WHEN standing = 'told' THEN at_low END) OVER (PARTITION BY part, origin), 0) AS most_low,
    coalesce(max(CASE WHEN standing = 'told' THEN at_best END) OVER (PARTITION BY part, origin), 0) AS most_best
  FROM asked
),
adds AS (
  SELECT *,
    CASE
      WHEN in_low = 0 OR standing = 'apart' THEN NULL
      WHEN standing = 'told' AND story_low = 1 THEN low
      WHEN standing = 'untold' AND origin_low = 1 THEN greatest(low - most_low, 0)
      ELSE 0
    END AS to_low,
    CASE
      WHEN in_best = 0 THEN NULL
      WHEN stray = 1 THEN CASE WHEN stray_best = 1 THEN value ELSE 0 END
      WHEN standing = 'told' AND story_best = 1 THEN value
      WHEN standing = 'untold' AND origin_best = 1 THEN greatest(value - most_best, 0)
      ELSE 0
    END AS to_best,
    CASE WHEN in_high = 1 THEN CASE WHEN counter_high = 1 THEN high ELSE 0 END END AS to_high,
    CASE WHEN in_low = 1 THEN CASE WHEN own_low = 1 THEN 1 ELSE 0 END END AS one_low,
    CASE WHEN in_best = 1 THEN CASE WHEN own_best = 1 THEN 1 ELSE 0 END END AS one_best,
    CASE WHEN in_high = 1 THEN CASE WHEN own_high = 1 THEN 1 ELSE 0 END END AS one_high
  FROM placed
)
SELECT channel_id, post_id, story, counter, standing, low AS reading_low, value AS reading, high AS reading_high,
  CASE WHEN part = 'all' THEN to_low END AS "views.low",
  CASE WHEN part = 'all' THEN to_best END AS "views.estimate",
  CASE WHEN part = 'all' THEN to_high END AS "views.high",
  CASE WHEN part = 'pi' THEN to_low END AS "views_pi.low",
  CASE WHEN part = 'pi' THEN to_best END AS "views_pi.estimate",
  CASE WHEN part = 'pi' THEN to_high END AS "views_pi.high",
  CASE WHEN part = 'all' THEN one_low END AS "views_coverage.low",
  CASE WHEN part = 'all' THEN one_best END AS "views_coverage.estimate",
  CASE WHEN part = 'all' THEN one_high END AS "views_coverage.high",
  CASE WHEN part = 'pi' THEN one_low END AS "views_pi_coverage.low",
  CASE WHEN part = 'pi' THEN one_best END AS "views_pi_coverage.estimate",
  CASE WHEN part = 'pi' THEN one_high END AS "views_pi_coverage.high"
FROM adds
ORDER BY channel_id, post_no NULLS LAST, post_id, part
