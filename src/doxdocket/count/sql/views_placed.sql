-- views_placed: one row a post that has a reading or is a forward: the post itself (own) and the post that was first (story), after
-- every forward of a forward was followed. Serves 法释〔2013〕21号 Art. 2: are these views the same views?
WITH ends AS (
  SELECT h.node, CASE WHEN n.node IS NULL THEN h.next ELSE n.least END AS story
  FROM views_hops AS h
  LEFT JOIN views_hops AS n ON n.node = h.next
)
SELECT k.channel_id, k.post_id, k.post_no, k.date, k.unit, k.own, k.separate, coalesce(o.story, s.story, k.story) AS story
FROM views_keys AS k
LEFT JOIN ends AS o ON o.node = k.own
LEFT JOIN ends AS s ON s.node = k.story
