-- views_posts: one row a post with a reading: what it shows, whose views they are, and at which bounds the post exposes
-- somebody. Serves 法释〔2013〕21号 Art. 2. counter: the post whose counter it shows. standing: told; untold: which post of the
-- origin it forwards is not told; apart: neither is the origin. heard: whether the origin is captured.
WITH ends AS (
  SELECT h.node, CASE WHEN n.node IS NULL THEN h.next ELSE n.least END AS story
  FROM views_hops AS h
  LEFT JOIN views_hops AS n ON n.node = h.next
),
placed AS (
  SELECT k.channel_id, k.post_id, k.post_no, k.date, k.unit, k.own, k.separate, coalesce(o.story, s.story, k.story) AS story
  FROM views_keys AS k
  LEFT JOIN ends AS o ON o.node = k.own
  LEFT JOIN ends AS s ON s.node = k.story
),
exposed AS (
  SELECT d.channel_id, coalesce(p.album, p.post_id) AS unit,
    max(CASE WHEN LOW THEN 1 ELSE 0 END) AS pi_low, max(CASE WHEN BEST THEN 1 ELSE 0 END) AS pi_best,
    max(CASE WHEN HIGH THEN 1 ELSE 0 END) AS pi_high
  FROM dossiers AS d
  JOIN posts AS p ON p.channel_id = d.channel_id AND p.post_id = d.post_id
  GROUP BY d.channel_id, coalesce(p.album, p.post_id)
),
wide AS (
  SELECT p.*, regexp_extract(p.story, '^(.*)/[^/]*$', 1) AS origin, v.low, v.value, v.high, v.moment, v.capture, v.readings, v.doubt
  FROM placed AS p
  JOIN views_last AS v ON v.channel_id = p.channel_id AND v.post_id = p.post_id
)
SELECT w.channel_id, w.post_id, w.post_no, w.date, w.unit, w.own, w.story, w.origin,
  CASE WHEN w.separate = 1 OR w.story LIKE '%/?' OR w.story LIKE '%/!' THEN w.own ELSE w.story END AS counter,
  CASE WHEN w.story LIKE '%/?' THEN 'untold' WHEN w.story LIKE '%/!' THEN 'apart' ELSE 'told' END AS standing,
  CASE WHEN h.home IS NULL THEN 0 ELSE 1 END AS heard,
  w.low, w.value, w.high, w.moment, w.capture, w.readings, w.doubt,
  coalesce(e.pi_low, 0) AS pi_low, coalesce(e.pi_best, 0) AS pi_best, coalesce(e.pi_high, 0) AS pi_high
FROM wide AS w
LEFT JOIN (SELECT DISTINCT home FROM views_homes) AS h ON h.home = w.origin
LEFT JOIN exposed AS e ON e.channel_id = w.channel_id AND e.unit = w.unit
