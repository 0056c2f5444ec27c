-- coverage signs: one row a channel, capture and sign that an export which looks whole holds a part of the chat only.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 22: completeness. A missing post of such a capture proves nothing.
-- one_sender: posts of one person and no service post of anybody else, as Telegram Desktop writes "only my messages" (and
-- every chat that the exporter had left): in a group, and in an export that does not say of what kind the chat is. Posts in
-- the chat's own name (its number, or its title where the form names nobody by number) come from many hands and are no such sign.
WITH senders AS (
  SELECT channel_id, capture,
    count(DISTINCT CASE WHEN type <> 'service' THEN coalesce(from_id, from_name, '') END) AS senders,
    min(CASE WHEN type <> 'service' THEN coalesce(from_id, from_name, '') END) AS sender
  FROM posts
  WHERE type <> 'unsupported'
  GROUP BY channel_id, capture
),
served AS (
  SELECT p.channel_id, p.capture, count(*) AS services
  FROM posts AS p
  JOIN senders AS s ON s.channel_id = p.channel_id AND s.capture = p.capture
  WHERE p.type = 'service' AND coalesce(p.from_id, p.from_name, '') <> s.sender
  GROUP BY p.channel_id, p.capture
),
said AS (
  SELECT channel_id, max(CASE WHEN chat_type IS NULL THEN 0 ELSE 1 END) AS kind_said FROM channels GROUP BY channel_id
),
named AS (
  SELECT DISTINCT channel_id, title FROM channels
),
alone AS (
  SELECT c.channel_id, c.capture, s.sender,
    CASE WHEN split_part(c.channel_id, ':', 2) IN ('group', 'supergroup') THEN 1 ELSE 0 END AS is_group,
    coalesce(k.kind_said, 0) AS kind_said
  FROM captures AS c
  JOIN senders AS s ON s.channel_id = c.channel_id AND s.capture = c.capture
  LEFT JOIN said AS k ON k.channel_id = c.channel_id
  LEFT JOIN served AS v ON v.channel_id = c.channel_id AND v.capture = c.capture
  WHERE c.extent = 'whole' AND s.senders = 1 AND v.services IS NULL
    AND s.sender <> 'channel' || split_part(c.channel_id, ':', 3)
)
SELECT a.channel_id, a.capture, 'one_sender' AS sign
FROM alone AS a
LEFT JOIN named AS n ON n.channel_id = a.channel_id AND n.title = a.sender
WHERE n.title IS NULL AND (a.is_group = 1 OR (a.kind_said = 0 AND a.sender <> ''))
UNION ALL
SELECT DISTINCT c.channel_id, c.capture, 'left_chat'
FROM captures AS c
JOIN warnings AS w ON w.source = c.source AND w.channel_id = c.channel_id
WHERE w.code = 'left_chat'
