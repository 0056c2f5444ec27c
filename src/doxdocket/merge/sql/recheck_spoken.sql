-- recheck spoken: one row a post of the earlier evidence and capture with a time that says something of it: whether it settles
-- anything (speaks), and whether a capture made after it has the id, so that what it lacks was there (refuted); by_untimed: one
-- of these has no time but later posts. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH holds AS (
  SELECT channel_id, post_id, max(rank) AS rank, max(CASE WHEN says.at IS NULL THEN rank END) AS untimed
  FROM says
  WHERE says.says IN ('shown', 'unsupported', 'unknown')
  GROUP BY channel_id, post_id
)
SELECT s.channel_id, s.post_id, s.capture, s.rank, s.at, s.extent, s.says, c.later,
  CASE WHEN s.says IN ('shown', 'lacks', 'empty', 'deleted') THEN 1 ELSE 0 END AS speaks,
  CASE WHEN s.says IN ('lacks', 'empty', 'deleted') AND h.rank > s.rank THEN 1 ELSE 0 END AS refuted,
  CASE WHEN s.says IN ('lacks', 'empty', 'deleted') AND h.untimed > s.rank THEN 1 ELSE 0 END AS by_untimed
FROM says AS s
JOIN captures AS c ON c.channel_id = s.channel_id AND c.capture = s.capture
LEFT JOIN holds AS h ON h.channel_id = s.channel_id AND h.post_id = s.post_id
WHERE c.at IS NOT NULL
