-- completeness readings: one row a channel and capture: posts (no service posts) of which it has no count of views.
WITH read AS (
  SELECT DISTINCT channel_id, post_id, capture FROM readings WHERE what = 'views'
)
SELECT p.channel_id, p.capture, p.source, 'no_reading' AS item, count(*) AS count
FROM posts AS p
LEFT JOIN read AS r ON r.channel_id = p.channel_id AND r.post_id = p.post_id AND r.capture = p.capture
WHERE p.type <> 'service' AND r.post_id IS NULL
GROUP BY p.channel_id, p.capture, p.source
