-- reach_parts: one row a post with a reading and a part it belongs to, in the shape of views_counted: its channel, its month, each of
-- them with posts that expose somebody alone (pi). Serves 民法典 Art. 998. Sums over channels or months count a story in each.
WITH parts AS (
  SELECT 'channel ' || channel_id AS part, 0 AS pi, channel_id, post_id FROM reach
  UNION ALL
  SELECT 'channel_pi ' || channel_id, 1, channel_id, post_id FROM reach
  UNION ALL
  SELECT 'month ' || coalesce(month, ''), 0, channel_id, post_id FROM reach
  UNION ALL
  SELECT 'month_pi ' || coalesce(month, ''), 1, channel_id, post_id FROM reach
)
SELECT p.part, v.own, v.story, v.origin, v.counter, v.standing, v.heard, CASE WHEN p.pi = 0 THEN v.low ELSE v.low_pi END AS low, v.value, v.high,
  CASE WHEN p.pi = 0 THEN 1 ELSE v.pi_low END AS in_low, CASE WHEN p.pi = 0 THEN 1 ELSE v.pi_best END AS in_best,
  CASE WHEN p.pi = 0 THEN 1 ELSE v.pi_high END AS in_high
FROM views_posts AS v
JOIN parts AS p ON p.channel_id = v.channel_id AND p.post_id = v.post_id
WHERE p.pi = 0 OR v.pi_high = 1
