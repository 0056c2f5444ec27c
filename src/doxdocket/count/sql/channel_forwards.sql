-- channel_forwards: one row a post that says it was forwarded, with the channel or account it says it is from (origin).
-- how: id (its number), title (the one captured channel of that title), name (a title or a person's display name that no captured
-- channel bears: which of the two is not known), username, account; names and accounts stand as forward_names shows them.
-- Serves 法发〔2016〕22号 Art. 22: relations as captured, nothing looked up.
-- elsewhere is 1 where it is surely another channel's: then nothing in it was first shown here.
WITH homes AS (
  SELECT split_part(channel_id, ':', 3) AS bare, min(channel_id) AS home
  FROM (SELECT DISTINCT channel_id FROM posts) AS p
  GROUP BY split_part(channel_id, ':', 3)
),
titled AS (
  SELECT title, min(channel_id) AS home
  FROM (SELECT DISTINCT title, channel_id FROM channels WHERE title IS NOT NULL) AS t
  GROUP BY title
  HAVING count(*) = 1
),
marked AS (
  SELECT channel_id, post_id, second, forwarded_from, forwarded_from_id,
    nullif(regexp_extract(forwarded_from_id, '^(channel|chat|-100|-)?([0-9]+)$', 2), '') AS bare,
    nullif(regexp_extract(forwarded_from_id, '^@(.+)$', 1), '') AS username
  FROM posts
  WHERE forwarded_from IS NOT NULL OR forwarded_from_id IS NOT NULL
),
placed AS (
  SELECT m.channel_id, m.post_id, m.second,
    CASE
      WHEN h.home IS NOT NULL THEN h.home
      WHEN m.bare IS NOT NULL THEN split_part(m.channel_id, ':', 1) || ':channel:' || m.bare
      WHEN m.username IS NOT NULL THEN '@' || lower(m.username)
      WHEN m.forwarded_from_id IS NOT NULL THEN a.shown
      WHEN t.home IS NOT NULL THEN t.home
      ELSE coalesce(n.shown, 'name:')
    END AS origin,
    CASE
      WHEN m.bare IS NOT NULL THEN 'id'
      WHEN m.username IS NOT NULL THEN 'username'
      WHEN m.forwarded_from_id IS NOT NULL THEN 'account'
      WHEN t.home IS NOT NULL THEN 'title'
      ELSE 'name'
    END AS how,
    CASE WHEN h.home IS NOT NULL OR (m.forwarded_from_id IS NULL AND t.home IS NOT NULL) THEN 1 ELSE 0 END AS captured
  FROM marked AS m
  LEFT JOIN homes AS h ON h.bare = m.bare
  LEFT JOIN titled AS t ON t.title = m.forwarded_from
  LEFT JOIN forward_names AS a ON a.what = 'account' AND a.said = lower(m.forwarded_from_id)
  LEFT JOIN forward_names AS n ON n.what = 'name' AND n.said = m.forwarded_from
)
SELECT channel_id, post_id, second, origin, how, captured,
  CASE WHEN origin <> channel_id AND how IN ('id', 'title', 'username') THEN 1 ELSE 0 END AS elsewhere
FROM placed
ORDER BY channel_id, post_id, origin
