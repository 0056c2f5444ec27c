-- reach_growth: one row a post that was read at two known moments or more: its first reading and its last. Times seen (人次).
-- Serves 法释〔2013〕21号 Art. 2 and 法发〔2016〕22号 Art. 14: a counter is of the moment when it was read. growth: between the bounds
-- of both readings; below zero where a counter fell, which the platform's do not do (doubt).
WITH timed AS (
  SELECT channel_id, post_id, low, value, high, moment,
    row_number() OVER (PARTITION BY channel_id, post_id ORDER BY moment, rank, value, high, low, capture) AS from_first,
    row_number() OVER (PARTITION BY channel_id, post_id ORDER BY moment DESC, rank DESC, value DESC, high DESC, low, capture) AS from_last
  FROM views_read
  WHERE moment IS NOT NULL
)
SELECT f.channel_id, f.post_id, f.moment AS first_at, f.low AS first_low, f.value AS first_value, f.high AS first_high,
  l.low - f.high AS growth_low, l.value - f.value AS growth, l.high - f.low AS growth_high, l.moment AS last_at
FROM timed AS f
JOIN timed AS l ON l.channel_id = f.channel_id AND l.post_id = f.post_id AND l.from_last = 1
WHERE f.from_first = 1 AND l.moment > f.moment
