-- neighbours: messages of one channel with ids next to each other, of the same second: perhaps one album.
WITH placed AS (
  SELECT channel_id, post_id, post_no, date, type,
    lag(post_no) OVER w AS no_was, lag(date) OVER w AS date_was, lag(type) OVER w AS type_was,
    lead(post_no) OVER w AS no_next, lead(date) OVER w AS date_next, lead(type) OVER w AS type_next
  FROM merged
  WINDOW w AS (PARTITION BY channel_id ORDER BY post_no, post_id)
)
SELECT channel_id, post_id
FROM placed
WHERE type = 'message' AND (
  (no_was = post_no - 1 AND date_was = date AND type_was = type)
  OR (no_next = post_no + 1 AND date_next = date AND type_next = type)
)
