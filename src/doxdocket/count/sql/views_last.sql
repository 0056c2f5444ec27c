-- views_last: one row a post with a reading: the reading that counts. Serves 法释〔2013〕21号 Art. 2.
-- value is of the last capture that read the post. low and high are the least and the most of all readings that may be the
-- last: a capture of which nobody says when it was made may be later than any other. A counter that once showed more than
-- the last one was seen so often: high is at least that. Where another file contradicts the last reading as a leap
-- (doubted), low is the least that any file shows, and nothing where no other file counts the post.
WITH placed AS (
  SELECT channel_id, post_id, low, value, high, rank, moment, capture,
    row_number() OVER (
      PARTITION BY channel_id, post_id
      ORDER BY rank DESC NULLS LAST, moment DESC NULLS LAST, value DESC NULLS LAST, high DESC NULLS LAST, low NULLS LAST, capture
    ) AS place
  FROM views_read
),
last AS (
  SELECT channel_id, post_id, value, rank, moment, capture FROM placed WHERE place = 1
),
may AS (
  SELECT p.channel_id, p.post_id, p.low, p.high, l.value, l.moment, l.capture,
    CASE WHEN p.moment IS NULL OR (p.rank = l.rank AND p.moment IS NOT DISTINCT FROM l.moment) THEN 1 ELSE 0 END AS candidate
  FROM placed AS p
  JOIN last AS l ON l.channel_id = p.channel_id AND l.post_id = p.post_id
),
spread AS (
  SELECT channel_id, post_id, value, moment, capture, min(CASE WHEN candidate = 1 THEN low END) AS low,
    max(CASE WHEN candidate = 1 THEN high END) AS high, min(low) AS least, max(low) AS most, max(high) AS highest, count(*) AS readings
  FROM may
  GROUP BY channel_id, post_id, value, moment, capture
),
leaps AS (
  SELECT channel_id, post_id, max(alone) AS alone FROM doubted WHERE code = 'jumps' GROUP BY channel_id, post_id
)
SELECT s.channel_id, s.post_id,
  CASE WHEN j.alone = 1 THEN CAST(0 AS BIGINT) WHEN j.alone = 0 THEN s.least ELSE s.low END AS low,
  s.value, CASE WHEN s.most > s.high THEN s.highest ELSE s.high END AS high,
  s.moment, s.capture, s.readings,
  CASE WHEN s.most > s.high THEN 'falls' WHEN j.alone IS NOT NULL THEN 'jumps' END AS doubt
FROM spread AS s
LEFT JOIN leaps AS j ON j.channel_id = s.channel_id AND j.post_id = s.post_id
