-- views_posts: one row a post with a reading: what it shows, whose views they are, and at which bounds the post exposes
-- somebody. Serves 法释〔2013〕21号 Art. 2. low_pi: its low while data that count in the low stood in it (views_data). counter: the post whose counter it shows. standing: told; untold: which post of the
-- origin it forwards is not told; apart: neither is the origin. heard: whether the origin is captured.
WITH wide AS (
  SELECT p.*, regexp_extract(p.story, '^(.*)/[^/]*$', 1) AS origin, v.low, v.value, v.high, v.moment, v.capture, v.readings, v.doubt
  FROM views_placed AS p
  JOIN views_last AS v ON v.channel_id = p.channel_id AND v.post_id = p.post_id
)
SELECT w.channel_id, w.post_id, w.post_no, w.date, w.unit, w.own, w.story, w.origin,
  CASE WHEN w.separate = 1 OR w.story LIKE '%/?' OR w.story LIKE '%/!' THEN w.own ELSE w.story END AS counter,
  CASE WHEN w.story LIKE '%/?' THEN 'untold' WHEN w.story LIKE '%/!' THEN 'apart' ELSE 'told' END AS standing,
  CASE WHEN h.home IS NULL THEN 0 ELSE 1 END AS heard,
  w.low, w.value, w.high, w.moment, w.capture, w.readings, w.doubt,
  coalesce(e.pi_low, 0) AS pi_low, coalesce(e.pi_best, 0) AS pi_best, coalesce(e.pi_high, 0) AS pi_high,
  CASE WHEN e.pi_low = 1 AND e.stays = 0 THEN least(w.low, coalesce(d.low, 0)) ELSE w.low END AS low_pi
FROM wide AS w
LEFT JOIN (SELECT DISTINCT home FROM views_homes) AS h ON h.home = w.origin
LEFT JOIN views_exposed AS e ON e.channel_id = w.channel_id AND e.unit = w.unit
LEFT JOIN (
  SELECT channel_id, post_id, max(low) AS low FROM views_data GROUP BY channel_id, post_id
) AS d ON d.channel_id = w.channel_id AND d.post_id = w.post_id
