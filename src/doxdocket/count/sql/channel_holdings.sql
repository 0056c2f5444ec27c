-- channel_holdings: one row a channel and a thing that it shows, in the machine's estimate: persons, items (person, kind and value),
-- sets (person and set of items), images (near-duplicate pictures that expose somebody), texts (near-duplicates).
-- first_at: the earliest post that shows it here; own_at: the earliest that is not surely forwarded from another channel.
-- Serves 法释〔2017〕10号 Art. 11 and the weighing of channels (rules/channels.yaml): overlap of information.
WITH dated AS (
  SELECT p.channel_id, p.post_id, min(p.second) AS second, max(coalesce(f.elsewhere, 0)) AS elsewhere
  FROM posts AS p
  LEFT JOIN forwards AS f ON f.channel_id = p.channel_id AND f.post_id = p.post_id
  GROUP BY p.channel_id, p.post_id
),
shown AS (
  SELECT 'persons' AS what, person_best AS thing, channel_id, post_id FROM dossiers WHERE BEST AND person_best IS NOT NULL
  UNION ALL
  SELECT 'sets', person_best || '/' || hex(item_set), channel_id, post_id
  FROM dossiers
  WHERE BEST AND person_best IS NOT NULL AND item_set IS NOT NULL
  UNION ALL
  SELECT 'items', person_best || '/' || kind || '/' || hex(digest), channel_id, post_id
  FROM exposures
  WHERE BEST AND LIKELY AND person_best IS NOT NULL
  UNION ALL
  SELECT 'images', p.cluster, f.channel_id, f.post_id
  FROM (SELECT DISTINCT channel_id, post_id, substr("where", 7) AS picture FROM findings WHERE "where" LIKE 'image:%') AS f
  JOIN pictures AS p ON p.source = f.picture
  UNION ALL
  SELECT 'texts', cluster, channel_id, post_id FROM texts
)
SELECT s.what, s.thing, s.channel_id, count(*) AS times, min(d.second) AS first_at,
  min(CASE WHEN d.elsewhere = 0 THEN d.second END) AS own_at
FROM shown AS s
LEFT JOIN dated AS d ON d.channel_id = s.channel_id AND d.post_id = s.post_id
GROUP BY s.what, s.thing, s.channel_id
