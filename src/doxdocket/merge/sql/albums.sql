-- albums: one row a post that belongs to an album: the album's lowest id, and whether a form states it.
-- Stated: a group id, or a page that shows several ids as one post. Inferred where no form says: neighbours of one
-- second and one sender that all carry a file, with a caption on one of them at most. shown: the ids that a form shows as one.
WITH grouped AS (
  SELECT channel_id, post_id, min(post_no) OVER (PARTITION BY channel_id, album) AS first_no,
    count(*) OVER (PARTITION BY channel_id, album) AS size
  FROM (SELECT DISTINCT channel_id, post_id, post_no, album FROM posts WHERE album IS NOT NULL) AS g
),
stated AS (
  SELECT channel_id, post_id, min(first_no) AS first_no
  FROM (
    SELECT channel_id, post_id, first_no FROM grouped WHERE size > 1
    UNION ALL
    SELECT channel_id, post_id, first_no FROM shown
  ) AS found
  GROUP BY channel_id, post_id
),
alone AS (
  SELECT m.channel_id, m.post_id, m.post_no, m.date, l.sender, l.has_text
  FROM merged AS m
  JOIN looks AS l ON l.channel_id = m.channel_id AND l.post_id = m.post_id AND l.capture = m.capture
    AND l.row_no IS NOT DISTINCT FROM m.row_no
  LEFT JOIN stated AS s ON s.channel_id = m.channel_id AND s.post_id = m.post_id
  WHERE l.has_media AND s.post_id IS NULL
),
run AS (
  SELECT *, post_no - row_number() OVER (PARTITION BY channel_id, date, sender ORDER BY post_no, post_id) AS island
  FROM alone
),
inferred AS (
  SELECT channel_id, post_id, min(post_no) OVER w AS first_no, count(*) OVER w AS size,
    sum(CASE WHEN has_text THEN 1 ELSE 0 END) OVER w AS captions
  FROM run
  WINDOW w AS (PARTITION BY channel_id, date, sender, island)
)
SELECT channel_id, post_id, CAST(first_no AS STRING) AS album, 'stated' AS album_how FROM stated
UNION ALL
SELECT channel_id, post_id, CAST(first_no AS STRING), 'inferred' FROM inferred WHERE size > 1 AND captions <= 1
