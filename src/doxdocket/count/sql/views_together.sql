-- views_together: one row a post with a reading that likely exposes somebody, and a place in the order of channels (places), in the shape of
-- views_counted. to N: posts of origins of which the last channel to show any stands at N; at N: posts of the other origins shown by the
-- channels up to N. Both together, to N of every place so far and at N of this one, are all that the channels up to it show, each story once.
-- Serves 民法典 Art. 998 and rules/channels.yaml.
WITH placed AS (
  SELECT v.own, v.story, v.origin, v.counter, v.standing, v.heard, v.low, v.value, v.high, p.place,
    max(p.place) OVER (PARTITION BY v.origin) AS last
  FROM views_posts AS v
  JOIN places AS p ON p.channel_id = v.channel_id
  WHERE v.pi_best = 1
)
SELECT 'to ' || CAST(last AS STRING) AS part, own, story, origin, counter, standing, heard, low, value, high, 0 AS in_low, 1 AS in_best, 0 AS in_high
FROM placed
UNION ALL
SELECT 'at ' || CAST(n.place AS STRING), own, story, origin, counter, standing, heard, low, value, high, 0, 1, 0
FROM placed AS v
JOIN places AS n ON n.place >= v.place AND n.place < v.last
