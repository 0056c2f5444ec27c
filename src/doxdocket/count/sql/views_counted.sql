-- views_counted: one row a post with a reading and a part of the figures: all posts, and those that expose somebody.
-- Serves 法释〔2013〕21号 Art. 2 and 民法典 Art. 998.
SELECT 'all' AS part, own, story, origin, counter, standing, heard, low, value, high, 1 AS in_low, 1 AS in_best, 1 AS in_high
FROM views_posts
UNION ALL
SELECT 'pi', own, story, origin, counter, standing, heard, low_pi, value, high, pi_low, pi_best, pi_high
FROM views_posts
WHERE pi_high = 1
