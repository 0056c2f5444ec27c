-- months: one row a month in China and channel (channel null: all channels together; month null: undated), and one a channel over all
-- time (span whole). Serves 法发〔2016〕22号 Art. 19(2) and 法释〔2017〕10号 Art. 11: rows overlap, so that their persons never add up.
-- first_persons: persons whose first publication, by estimate, stands in the row.
WITH placed AS (
  SELECT d.channel_id, d.post_id, d.person_no, d.person, d.person_best, d.person_low, d.counts, d.repeat_of, d.repeat_best, d.repeat_low,
    d."day", CAST(floor(d."day" / 100.0) AS INTEGER) AS ym
  FROM dossiers AS d
  WHERE HIGH
),
begun AS (
  SELECT person_best, min("day") AS "day" FROM placed WHERE BEST GROUP BY person_best
),
exposed AS (
  SELECT p.*, CASE WHEN BEST AND b."day" = p."day" THEN p.person_best END AS beginner
  FROM placed AS p
  LEFT JOIN begun AS b ON b.person_best = p.person_best
),
spans AS (
  SELECT 'month' AS span, ym, CAST(NULL AS STRING) AS channel, exposed.* FROM exposed
  UNION ALL
  SELECT 'month', ym, channel_id, exposed.* FROM exposed
  UNION ALL
  SELECT 'whole', CAST(NULL AS INTEGER), channel_id, exposed.* FROM exposed
),
told AS (
  SELECT span, ym, channel,
    count(DISTINCT CASE WHEN LOW THEN channel_id || ' ' || post_id END) AS posts_with_pi_low,
    count(DISTINCT CASE WHEN BEST THEN channel_id || ' ' || post_id END) AS posts_with_pi_estimate,
    count(DISTINCT channel_id || ' ' || post_id) AS posts_with_pi_high,
    count(DISTINCT CASE WHEN LOW THEN channel_id || ' ' || post_id || ' ' || person_low END) AS publications_low,
    count(DISTINCT CASE WHEN BEST THEN channel_id || ' ' || post_id || ' ' || person_best END) AS publications_estimate,
    count(DISTINCT channel_id || ' ' || post_id || ' ' || person) AS publications_high,
    count(CASE WHEN LOW AND repeat_low IS NULL THEN 1 END) AS dossiers_low,
    count(CASE WHEN BEST AND repeat_best IS NULL THEN 1 END) AS dossiers_estimate,
    count(CASE WHEN repeat_of IS NULL THEN 1 END) AS dossiers_high,
    count(DISTINCT CASE WHEN LOW THEN person_low END) AS persons_low, count(DISTINCT CASE WHEN BEST THEN person_best END) AS persons_estimate,
    count(DISTINCT person) AS persons_high, count(DISTINCT beginner) AS first_persons
  FROM spans
  GROUP BY span, ym, channel
),
posted AS (
  SELECT 'month' AS span, CAST(floor("day" / 100.0) AS INTEGER) AS ym, CAST(NULL AS STRING) AS channel, channel_id FROM posts
  UNION ALL
  SELECT 'month', CAST(floor("day" / 100.0) AS INTEGER), channel_id, channel_id FROM posts
  UNION ALL
  SELECT 'whole', CAST(NULL AS INTEGER), channel_id, channel_id FROM posts
),
written AS (
  SELECT span, ym, channel, count(*) AS posts FROM posted GROUP BY span, ym, channel
)
SELECT w.span,
  CASE WHEN w.ym IS NOT NULL THEN substr(CAST(w.ym AS STRING), 1, 4) || '-' || substr(CAST(w.ym AS STRING), 5, 2) END AS "month",
  w.channel AS channel_id, w.posts,
  coalesce(t.posts_with_pi_low, 0) AS posts_with_pi_low, coalesce(t.posts_with_pi_estimate, 0) AS posts_with_pi_estimate,
  coalesce(t.posts_with_pi_high, 0) AS posts_with_pi_high, coalesce(t.publications_low, 0) AS publications_low,
  coalesce(t.publications_estimate, 0) AS publications_estimate, coalesce(t.publications_high, 0) AS publications_high,
  coalesce(t.dossiers_low, 0) AS dossiers_low, coalesce(t.dossiers_estimate, 0) AS dossiers_estimate,
  coalesce(t.dossiers_high, 0) AS dossiers_high, coalesce(t.persons_low, 0) AS persons_low,
  coalesce(t.persons_estimate, 0) AS persons_estimate, coalesce(t.persons_high, 0) AS persons_high,
  coalesce(t.first_persons, 0) AS first_persons
FROM written AS w
LEFT JOIN told AS t ON t.span = w.span AND coalesce(t.ym, 0) = coalesce(w.ym, 0) AND coalesce(t.channel, '') = coalesce(w.channel, '')
ORDER BY w.span, w.ym ASC NULLS LAST, w.channel ASC NULLS FIRST
