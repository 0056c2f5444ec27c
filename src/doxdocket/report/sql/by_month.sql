-- by_month: one row a month (null: undated) and channel; channel null is the whole month. Law: 法发〔2016〕22号 art. 19(2).
WITH dated AS (
  SELECT posts.month, d.channel_id, d.person, d.repeat_of
  FROM dossiers d LEFT JOIN posts ON posts.channel_id = d.channel_id AND posts.post_id = d.post_id
  WHERE d.person IS NOT NULL
)
SELECT month, channel_id, COUNT(*) AS publications, COUNT(DISTINCT person) AS persons,
       CAST(SUM(CASE WHEN repeat_of IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS dossiers
FROM dated GROUP BY GROUPING SETS ((month, channel_id), (month))
ORDER BY month NULLS LAST, channel_id NULLS FIRST
