-- by_channel: one row a channel. Law: cn/fashi-2017-10/11 (what each channel holds; rows overlap and never add up to persons).
-- Sets that point to nobody (person null) are in no table of this page; the figures tell how many there are.
WITH held AS (
  SELECT channel_id, COUNT(DISTINCT person) AS persons, COUNT(*) AS publications,
         SUM(CASE WHEN repeat_of IS NULL THEN 1 ELSE 0 END) AS dossiers, COUNT(DISTINCT post_id) AS with_pi
  FROM dossiers WHERE person IS NOT NULL GROUP BY channel_id
),
things AS (
  SELECT f.channel_id, COUNT(DISTINCT (d.person, f.kind, f.digest)) AS items
  FROM findings f
  JOIN dossiers d ON d.channel_id = f.channel_id AND d.post_id = f.post_id AND d.person_no = f.person
  WHERE f.verdict <> 'doubtful' AND d.person IS NOT NULL GROUP BY f.channel_id
),
written AS (
  SELECT channel_id, COUNT(*) AS posts, MIN(day) AS first_day, MAX(day) AS last_day FROM posts GROUP BY channel_id
)
SELECT written.channel_id, written.posts, CAST(COALESCE(with_pi, 0) AS BIGINT) AS with_pi,
       CAST(COALESCE(persons, 0) AS BIGINT) AS persons, CAST(COALESCE(dossiers, 0) AS BIGINT) AS dossiers,
       CAST(COALESCE(publications, 0) AS BIGINT) AS publications, CAST(COALESCE(items, 0) AS BIGINT) AS items,
       first_day, last_day
FROM written
LEFT JOIN held ON held.channel_id = written.channel_id
LEFT JOIN things ON things.channel_id = written.channel_id
ORDER BY dossiers DESC, posts DESC, written.channel_id
