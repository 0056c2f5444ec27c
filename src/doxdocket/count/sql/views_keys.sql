-- views_keys: one row a post that has a reading or is a forward: the key of the post itself (own), and of the post that was
-- first, as it says (story). Serves 法释〔2013〕21号 Art. 2: are these views the same views? An album is one post with one
-- counter: it has the story of its first post that tells one. separate: its counter is its own; a forward in a group shows the
-- counter of the channel's post (Telegram: messages.getMessagesViews), so it is not.
WITH keyed AS (
  SELECT p.channel_id, p.post_id, p.post_no, p.date, p.album, coalesce(p.album, p.post_id) AS unit, h.home || '/' || coalesce(p.album, p.post_id) AS own, t.story,
    CASE
      WHEN t.story IS NOT NULL AND h.platform = 'telegram' AND h.kind IN ('supergroup', 'group')
        AND regexp_extract(t.origin, ':(c[0-9]|@)', 1) <> ''
      THEN 0 ELSE 1
    END AS separate,
    CASE WHEN t.story IS NULL THEN 2 WHEN t.story LIKE '%/?' OR t.story LIKE '%/!' THEN 1 ELSE 0 END AS vague
  FROM posts AS p
  JOIN views_homes AS h ON h.channel_id = p.channel_id
  LEFT JOIN views_told AS t ON t.channel_id = p.channel_id AND t.post_id = p.post_id
  LEFT JOIN views_last AS v ON v.channel_id = p.channel_id AND v.post_id = p.post_id
  WHERE t.post_id IS NOT NULL OR v.post_id IS NOT NULL
),
albums AS (
  SELECT own, story, separate, row_number() OVER (PARTITION BY own ORDER BY vague, post_no NULLS LAST, post_id, channel_id) AS place
  FROM keyed
  WHERE album IS NOT NULL
)
SELECT k.channel_id, k.post_id, k.post_no, k.date, k.unit, k.own,
  coalesce(b.story, k.story, k.own) AS story, coalesce(b.separate, k.separate) AS separate, k.story AS said
FROM keyed AS k
LEFT JOIN albums AS b ON b.own = k.own AND b.place = 1
