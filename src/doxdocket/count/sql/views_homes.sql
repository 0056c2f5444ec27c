-- views_homes: one row a captured channel: by which key forwards may name it (home), and whether a capture says its username.
-- Serves 法释〔2013〕21号 Art. 2: whether the origin of a forward was captured. Channels and supergroups share one space of
-- numbers, small groups have another; what has no number is its own key.
WITH seen AS (
  SELECT channel_id, split_part(channel_id, ':', 1) AS platform, split_part(channel_id, ':', 2) AS kind,
    split_part(channel_id, ':', 3) AS bare
  FROM (SELECT DISTINCT channel_id FROM posts) AS p
),
usernames AS (
  SELECT DISTINCT channel_id FROM channels WHERE username IS NOT NULL AND username <> ''
)
SELECT s.channel_id, s.platform, s.kind,
  CASE
    WHEN s.kind IN ('channel', 'supergroup') THEN s.platform || ':c' || s.bare
    WHEN s.kind = 'group' THEN s.platform || ':g' || s.bare
    ELSE s.channel_id
  END AS home,
  CASE WHEN u.channel_id IS NULL AND s.kind IN ('channel', 'supergroup', 'name', 'unkeyed') THEN 1 ELSE 0 END AS nameless
FROM seen AS s
LEFT JOIN usernames AS u ON u.channel_id = s.channel_id
