-- coverage unread: one row a channel, capture and quarantined stretch that may hold posts of it; post_id where it is known.
-- Of a web archive only what lies inside a page of the channel counts: each of its captures is a record of its own.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 22: a post that may stand in bytes nobody could read is not gone.
SELECT DISTINCT c.channel_id, c.capture, w.post_id
FROM captures AS c
JOIN warnings AS w ON w.source = c.source
  AND (w.channel_id = c.channel_id OR (w.channel_id IS NULL AND position('@' IN c.capture) = 0))
WHERE w.what = 'quarantine'
