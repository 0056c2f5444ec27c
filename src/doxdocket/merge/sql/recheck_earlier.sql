-- recheck earlier: one row a publication of the earlier evidence and capture that exposes it, in the order of time; those
-- without a time by name. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
SELECT t.channel_id, t.post_id, t.as_no, t.capture
FROM (SELECT DISTINCT channel_id, post_id, as_no, capture FROM told) AS t
JOIN captures AS c ON c.channel_id = t.channel_id AND c.capture = t.capture
ORDER BY t.channel_id, t.post_id, t.as_no, CASE WHEN c.at IS NOT NULL THEN c.rank END NULLS LAST, t.capture
