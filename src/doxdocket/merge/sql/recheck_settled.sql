-- recheck settled: one row a post of the earlier evidence: the last of the later captures that settles whether it is there; where
-- none does, an earlier one (recheck_settling); where none does either, the best reason why not. seen and missed bound the time
-- in which a post went: the last capture that shows it, and the first one after it that must have shown it and does not.
-- Captures without a time settle nothing. Serves 民法典 Art. 1167 and 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH last AS (
  SELECT * FROM settling WHERE place = 1
),
seen AS (
  SELECT s.channel_id, s.post_id, max(s.rank) AS rank
  FROM spoken AS s
  JOIN last AS l ON l.channel_id = s.channel_id AND l.post_id = s.post_id
  WHERE s.says = 'shown' AND s.rank <= l.rank
  GROUP BY s.channel_id, s.post_id
),
missed AS (
  SELECT s.channel_id, s.post_id, min(s.rank) AS rank
  FROM spoken AS s
  JOIN last AS l ON l.channel_id = s.channel_id AND l.post_id = s.post_id AND l.says <> 'shown'
  LEFT JOIN seen AS e ON e.channel_id = s.channel_id AND e.post_id = s.post_id
  WHERE s.says IN ('lacks', 'empty', 'deleted') AND (e.rank IS NULL OR s.rank > e.rank)
  GROUP BY s.channel_id, s.post_id
),
hindered AS (
  SELECT channel_id, post_id,
    min(CASE silent_ones.says WHEN 'unknown' THEN 1 WHEN 'unsupported' THEN 2 WHEN 'unread' THEN 3 WHEN 'left_chat' THEN 4 WHEN 'one_sender' THEN 5
      WHEN 'refuted' THEN 7 ELSE 6 END)
      AS why
  FROM (
    SELECT channel_id, post_id, spoken.says FROM spoken WHERE later AND speaks = 0
    UNION ALL
    SELECT channel_id, post_id, 'refuted' FROM spoken WHERE by_untimed = 1
  ) AS silent_ones
  GROUP BY channel_id, post_id
),
chosen AS (
  SELECT DISTINCT w.channel_id, w.post_id, l.capture, l.rank, l.at, l.extent, l.says, l.of_earlier, h.why, e.rank AS seen_rank,
    m.rank AS missed_rank
  FROM wanted AS w
  LEFT JOIN last AS l ON l.channel_id = w.channel_id AND l.post_id = w.post_id
  LEFT JOIN hindered AS h ON h.channel_id = w.channel_id AND h.post_id = w.post_id
  LEFT JOIN seen AS e ON e.channel_id = w.channel_id AND e.post_id = w.post_id
  LEFT JOIN missed AS m ON m.channel_id = w.channel_id AND m.post_id = w.post_id
)
SELECT c.channel_id, c.post_id, c.capture, c.rank, c.at, c.extent, c.says, c.of_earlier, k.form, k.reach_first, k.reach_last,
  CASE c.why WHEN 1 THEN 'state_unknown' WHEN 2 THEN 'content_unknown' WHEN 3 THEN 'unread' WHEN 4 THEN 'left_chat'
    WHEN 5 THEN 'one_sender' WHEN 6 THEN 'album_as_one'
    WHEN 7 THEN 'order_unknown' END AS hindered,
  s.at AS seen, m.at AS missed
FROM chosen AS c
LEFT JOIN captures AS k ON k.channel_id = c.channel_id AND k.capture = c.capture
LEFT JOIN captures AS s ON s.channel_id = c.channel_id AND s.rank = c.seen_rank
LEFT JOIN captures AS m ON m.channel_id = c.channel_id AND m.rank = c.missed_rank
