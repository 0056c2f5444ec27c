-- claims: one row a distinct value of one publication; value numbers distinct (kind, digest) in their order.
-- standing: 0 valid, 1 invalid, 2 masked, 3 partial, 4 doubtful; the best of the findings that repeat the value, with its mask.
-- unowned: whether the value may be another person's of the post wherever the set claims it; a doubtful finding makes it nobody's own.
-- Serves 法释〔2017〕10号 Art. 11: the same value twice in one post is not two.
WITH told AS (
  SELECT p.pub, f.kind, f.digest, min(f.tag) AS tag, count(*) AS findings,
    min(CASE f.verdict WHEN 'valid' THEN '0' WHEN 'invalid' THEN '1' WHEN 'masked' THEN '2' WHEN 'partial' THEN '3'
      ELSE '4' END || f.mask) AS shown,
    min(CASE WHEN f.verdict = 'doubtful' THEN 1 ELSE f.unowned END) AS unowned
  FROM findings AS f
  JOIN publications AS p ON p.channel_id = f.channel_id AND p.post_id = f.post_id AND p.person_no = f.person
  GROUP BY p.pub, f.kind, f.digest
),
numbered AS (
  SELECT kind, digest, row_number() OVER (ORDER BY kind, digest) AS value
  FROM (SELECT DISTINCT kind, digest FROM told) AS d
)
SELECT t.pub, t.kind, CAST(n.value AS INTEGER) AS value, t.digest, t.tag, substr(t.shown, 2) AS mask,
  CAST(substr(t.shown, 1, 1) AS INTEGER) AS standing, CAST(t.findings AS INTEGER) AS findings,
  CAST(t.unowned AS INTEGER) AS unowned
FROM told AS t
JOIN numbered AS n ON n.kind = t.kind AND n.digest = t.digest
ORDER BY t.pub, n.value
