-- completeness wanted: one row a post that not every capture of its channel shows, or that one of them calls empty or
-- deleted: the posts that a later capture may lack. Channels captured once, or once with a time, have none.
WITH held AS (
  SELECT channel_id, count(*) AS captures FROM captures GROUP BY channel_id HAVING count(captures.at) > 1
)
SELECT m.channel_id, m.post_id
FROM merged AS m
JOIN held AS h ON h.channel_id = m.channel_id AND m.captures < h.captures
UNION
SELECT p.channel_id, p.post_id
FROM posts AS p
JOIN held AS h ON h.channel_id = p.channel_id
WHERE p.state IS NOT NULL
