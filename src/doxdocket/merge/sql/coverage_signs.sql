-- coverage signs: one row a channel, capture and sign that an export which looks whole holds a part of the chat only.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 22: completeness. A missing post of such a capture proves nothing.
-- one_sender: in a group, posts of one person and no service post: as Telegram Desktop writes "only my messages" (and every
-- chat that the exporter had left). Posts in the chat's own name come from many hands and are no such sign.
WITH senders AS (
  SELECT channel_id, capture,
    count(DISTINCT CASE WHEN type <> 'service' THEN coalesce(from_id, from_name, '') END) AS senders,
    min(CASE WHEN type <> 'service' THEN coalesce(from_id, from_name, '') END) AS sender,
    sum(CASE WHEN type = 'service' THEN 1 ELSE 0 END) AS services
  FROM posts
  WHERE type <> 'unsupported'
  GROUP BY channel_id, capture
)
SELECT c.channel_id, c.capture, 'one_sender' AS sign
FROM captures AS c
JOIN senders AS s ON s.channel_id = c.channel_id AND s.capture = c.capture
WHERE c.extent = 'whole' AND split_part(c.channel_id, ':', 2) IN ('group', 'supergroup')
  AND s.senders = 1 AND s.services = 0 AND s.sender <> concat('channel', split_part(c.channel_id, ':', 3))
UNION ALL
SELECT DISTINCT c.channel_id, c.capture, 'left_chat'
FROM captures AS c
JOIN warnings AS w ON w.source = c.source AND w.channel_id = c.channel_id
WHERE w.code = 'left_chat'
