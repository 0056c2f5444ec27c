-- recheck settled: one row a post of the earlier evidence: the last of the later captures that settles whether it is there.
-- Where none does, an earlier capture may, made a sitting after the last one that shows the post (of_earlier): what it
-- must have shown and does not was gone then; that something is still there no earlier capture can say. Where none does
-- either: the best reason why not. A capture that lacks a post says nothing where one made after it has the id, though that
-- one may have no time but later posts. An id that is only stated as empty says less than a capture that lacks it. seen and
-- missed bound the time in which a post went: the last capture that shows it, and the first one after it that must have
-- shown it and does not. Captures without a time settle nothing.
WITH spoken AS (
  SELECT s.*, c.later, CASE WHEN s.says IN ('shown', 'lacks', 'empty', 'deleted') THEN 1 ELSE 0 END AS speaks
  FROM says AS s
  JOIN captures AS c ON c.channel_id = s.channel_id AND c.capture = s.capture
  WHERE c.at IS NOT NULL
),
holds AS (
  SELECT s.channel_id, s.post_id, max(s.rank) AS rank,
    max(CASE WHEN s.at IS NULL THEN s.rank END) AS untimed
  FROM says AS s
  WHERE s.says IN ('shown', 'unsupported', 'unknown')
  GROUP BY s.channel_id, s.post_id
),
refuted AS (
  SELECT DISTINCT s.channel_id, s.post_id, s.capture, coalesce(h.untimed > s.rank, FALSE) AS by_untimed
  FROM spoken AS s
  JOIN holds AS h ON h.channel_id = s.channel_id AND h.post_id = s.post_id AND h.rank > s.rank
  WHERE s.says IN ('lacks', 'empty', 'deleted')
),
lacked AS (
  SELECT DISTINCT s.channel_id, s.post_id
  FROM spoken AS s
  LEFT JOIN refuted AS r ON r.channel_id = s.channel_id AND r.post_id = s.post_id AND r.capture = s.capture
  WHERE s.later AND s.says = 'lacks' AND r.capture IS NULL
),
shown_last AS (
  SELECT channel_id, post_id, max(rank) AS rank, max(s.at) AS moment
  FROM spoken AS s
  WHERE says = 'shown' AND NOT later
  GROUP BY channel_id, post_id
),
settles AS (
  SELECT s.*, FALSE AS of_earlier
  FROM spoken AS s
  LEFT JOIN refuted AS r ON r.channel_id = s.channel_id AND r.post_id = s.post_id AND r.capture = s.capture
  LEFT JOIN lacked AS k ON k.channel_id = s.channel_id AND k.post_id = s.post_id
  WHERE s.later AND s.speaks = 1 AND r.capture IS NULL AND (k.post_id IS NULL OR s.says NOT IN ('empty', 'deleted'))
  UNION ALL
  SELECT s.*, TRUE AS of_earlier
  FROM spoken AS s
  LEFT JOIN refuted AS r ON r.channel_id = s.channel_id AND r.post_id = s.post_id AND r.capture = s.capture
  JOIN shown_last AS e ON e.channel_id = s.channel_id AND e.post_id = s.post_id
  WHERE NOT s.later AND s.speaks = 1 AND r.capture IS NULL
    AND (s.rank = e.rank OR (s.says <> 'shown' AND s.rank > e.rank AND s.at > e.moment + $sitting))
),
last AS (
  SELECT *, row_number() OVER (PARTITION BY channel_id, post_id ORDER BY of_earlier, rank DESC) AS place FROM settles
),
listed AS (
  SELECT s.channel_id, s.post_id, list(s.capture ORDER BY s.rank) AS later
  FROM settles AS s
  JOIN last AS l ON l.channel_id = s.channel_id AND l.post_id = s.post_id AND l.place = 1
  WHERE s.of_earlier = l.of_earlier AND (NOT s.of_earlier OR s.says = l.says)
  GROUP BY s.channel_id, s.post_id
),
seen AS (
  SELECT s.channel_id, s.post_id, max(s.rank) AS rank
  FROM spoken AS s
  JOIN last AS l ON l.channel_id = s.channel_id AND l.post_id = s.post_id AND l.place = 1
  WHERE s.says = 'shown' AND s.rank <= l.rank
  GROUP BY s.channel_id, s.post_id
),
missed AS (
  SELECT s.channel_id, s.post_id, min(s.rank) AS rank
  FROM spoken AS s
  JOIN last AS l ON l.channel_id = s.channel_id AND l.post_id = s.post_id AND l.place = 1 AND l.says <> 'shown'
  LEFT JOIN seen AS e ON e.channel_id = s.channel_id AND e.post_id = s.post_id
  WHERE s.says IN ('lacks', 'empty', 'deleted') AND (e.rank IS NULL OR s.rank > e.rank)
  GROUP BY s.channel_id, s.post_id
),
hindered AS (
  SELECT channel_id, post_id,
    min(CASE says WHEN 'unknown' THEN 1 WHEN 'unsupported' THEN 2 WHEN 'unread' THEN 3 WHEN 'left_chat' THEN 4 WHEN 'one_sender' THEN 5
      WHEN 'refuted' THEN 7 ELSE 6 END)
      AS why
  FROM (
    SELECT channel_id, post_id, says FROM spoken WHERE later AND speaks = 0
    UNION ALL
    SELECT channel_id, post_id, 'refuted' FROM refuted WHERE by_untimed
  ) AS silent_ones
  GROUP BY channel_id, post_id
),
chosen AS (
  SELECT DISTINCT w.channel_id, w.post_id, l.capture, l.rank, l.at, l.extent, l.says, l.of_earlier, h.why, e.rank AS seen_rank,
    m.rank AS missed_rank
  FROM wanted AS w
  LEFT JOIN last AS l ON l.channel_id = w.channel_id AND l.post_id = w.post_id AND l.place = 1
  LEFT JOIN hindered AS h ON h.channel_id = w.channel_id AND h.post_id = w.post_id
  LEFT JOIN seen AS e ON e.channel_id = w.channel_id AND e.post_id = w.post_id
  LEFT JOIN missed AS m ON m.channel_id = w.channel_id AND m.post_id = w.post_id
)
SELECT c.channel_id, c.post_id, c.capture, c.rank, c.at, c.extent, c.says, c.of_earlier, k.form, k.reach_first, k.reach_last, i.later,
  CASE c.why WHEN 1 THEN 'state_unknown' WHEN 2 THEN 'content_unknown' WHEN 3 THEN 'unread' WHEN 4 THEN 'left_chat'
    WHEN 5 THEN 'one_sender' WHEN 6 THEN 'album_as_one'
    WHEN 7 THEN 'order_unknown' END AS hindered,
  s.at AS seen, m.at AS missed
FROM chosen AS c
LEFT JOIN listed AS i ON i.channel_id = c.channel_id AND i.post_id = c.post_id
LEFT JOIN captures AS k ON k.channel_id = c.channel_id AND k.capture = c.capture
LEFT JOIN captures AS s ON s.channel_id = c.channel_id AND s.rank = c.seen_rank
LEFT JOIN captures AS m ON m.channel_id = c.channel_id AND m.rank = c.missed_rank
