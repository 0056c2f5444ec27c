-- recheck settling: one row a post of the earlier evidence and capture that may settle whether it is there; place 1 is the one
-- that does. An earlier capture (of_earlier) settles only where no later one does, and only if it was made a sitting after the
-- last one that shows the post: what it must have shown and does not was gone then; that something is still there no earlier
-- capture can say. An id that is only stated as empty says less than a capture that lacks it.
-- Serves 民法典 Art. 1167 and 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH lacked AS (
  SELECT DISTINCT channel_id, post_id FROM spoken WHERE later AND spoken.says = 'lacks' AND refuted = 0
),
shown_last AS (
  SELECT channel_id, post_id, max(rank) AS rank, max(spoken.at) AS moment
  FROM spoken
  WHERE spoken.says = 'shown' AND NOT later
  GROUP BY channel_id, post_id
),
settles AS (
  SELECT s.*, 0 AS of_earlier
  FROM spoken AS s
  LEFT JOIN lacked AS k ON k.channel_id = s.channel_id AND k.post_id = s.post_id
  WHERE s.later AND s.speaks = 1 AND s.refuted = 0 AND (k.post_id IS NULL OR s.says NOT IN ('empty', 'deleted'))
  UNION ALL
  SELECT s.*, 1 AS of_earlier
  FROM spoken AS s
  JOIN shown_last AS e ON e.channel_id = s.channel_id AND e.post_id = s.post_id
  WHERE NOT s.later AND s.speaks = 1 AND s.refuted = 0
    AND (s.rank = e.rank OR (s.says <> 'shown' AND s.rank > e.rank AND s.at > e.moment + $sitting))
)
SELECT channel_id, post_id, capture, rank, settles.at, extent, settles.says, of_earlier,
  CAST(row_number() OVER (PARTITION BY channel_id, post_id ORDER BY of_earlier, rank DESC) AS INTEGER) AS place
FROM settles
