-- views_exposed: one row a post (an album is one) that exposes somebody, and at which bounds it does.
-- Serves 法释〔2017〕10号 Art. 1: the words stand under one id of an album, its counter under each. stays: what counts in the low stands there still.
SELECT d.channel_id, coalesce(p.album, p.post_id) AS unit,
  max(CASE WHEN LOW THEN 1 ELSE 0 END) AS pi_low, max(CASE WHEN BEST THEN 1 ELSE 0 END) AS pi_best,
  max(CASE WHEN HIGH THEN 1 ELSE 0 END) AS pi_high, max(CASE WHEN LOW AND d.stood IS NULL THEN 1 ELSE 0 END) AS stays
FROM dossiers AS d
JOIN posts AS p ON p.channel_id = d.channel_id AND p.post_id = d.post_id
GROUP BY d.channel_id, coalesce(p.album, p.post_id)
