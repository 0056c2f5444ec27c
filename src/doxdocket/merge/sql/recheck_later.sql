-- recheck later: one row a post of the earlier evidence and capture that says what the settling one says of it, in the order of
-- time. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
SELECT s.channel_id, s.post_id, s.capture
FROM settling AS s
JOIN settling AS l ON l.channel_id = s.channel_id AND l.post_id = s.post_id AND l.place = 1
WHERE s.of_earlier = l.of_earlier AND (s.of_earlier = 0 OR s.says = l.says)
ORDER BY s.channel_id, s.post_id, s.rank
