-- latest posts: one row a post (channel_id, post_id), taken from the latest capture that holds it.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 19(2): which of several captures a figure was counted on is stated, not mixed.
WITH reach AS (
  SELECT source, channel_id, max(date) AS last_date FROM posts GROUP BY source, channel_id
),
ranked AS (
  SELECT p.*, row_number() OVER (
    PARTITION BY p.channel_id, p.post_id
    ORDER BY s.captured_at DESC NULLS LAST, r.last_date DESC NULLS LAST, s.taken DESC
  ) AS place
  FROM posts AS p
  JOIN reach AS r ON r.source = p.source AND r.channel_id = p.channel_id
  JOIN sources AS s ON s.source = p.source
)
SELECT *
FROM ranked
WHERE place = 1
ORDER BY date NULLS LAST, channel_id, post_no, post_id
