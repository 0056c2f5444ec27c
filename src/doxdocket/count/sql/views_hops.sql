-- views_hops: one row a key that stands for another: a captured forward for the post that it forwards, a post of a forwarded
-- album for the album's first. Serves 法释〔2013〕21号 Art. 2: the forward of a forward shows what the first post showed.
-- least: the least key met so far, which names a ring of posts that claim to forward one another.
SELECT node, min(next) AS next, least(node, min(next)) AS least
FROM (
  SELECT own AS node, story AS next FROM views_keys WHERE story <> own
  UNION ALL
  SELECT said AS node, story AS next FROM views_keys WHERE said <> story AND said NOT LIKE '%/?' AND said NOT LIKE '%/!'
) AS h
GROUP BY node
