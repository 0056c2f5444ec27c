-- by_month: one row a month (null: undated) and channel, each count at the low and at the high; channel null is the whole month.
-- Law: 法发〔2016〕22号 art. 19(2).
WITH dated AS (
  SELECT posts.month, d.channel_id, d.post_id, d.person, d.person_low, d.counts, d.repeat_of, d.repeat_low
  FROM dossiers AS d
  LEFT JOIN posts ON posts.channel_id = d.channel_id AND posts.post_id = d.post_id
  WHERE HIGH
)
SELECT month, channel_id,
  COUNT(DISTINCT CASE WHEN LOW THEN channel_id || ' ' || post_id || ' ' || person_low END) AS publications_low, COUNT(*) AS publications_high,
  COUNT(DISTINCT CASE WHEN LOW THEN person_low END) AS persons_low, COUNT(DISTINCT person) AS persons_high,
  COUNT(CASE WHEN LOW AND repeat_low IS NULL THEN 1 END) AS dossiers_low, COUNT(CASE WHEN repeat_of IS NULL THEN 1 END) AS dossiers_high
FROM dated GROUP BY GROUPING SETS ((month, channel_id), (month))
ORDER BY month NULLS LAST, channel_id NULLS FIRST
