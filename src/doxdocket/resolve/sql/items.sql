-- items: one row an item: distinct (person, kind, normalised value), under certain links.
-- hub: whether many people share the value (hubs_stated), so that it is in the low and the estimate of nobody.
-- Serves 法释〔2017〕10号 Art. 11 ¶3: a value that is repeated for one person is one 条 of the reading by fields.
WITH held AS (
  SELECT o.person_no, c.value, min(CAST(c.standing AS STRING) || c.mask) AS shown, sum(c.findings) AS findings,
    count(DISTINCT o.post) AS posts
  FROM claims AS c
  JOIN owners AS o ON o.pub = c.pub
  GROUP BY o.person_no, c.value
),
known AS (
  SELECT value, min(kind) AS kind, min(digest) AS digest, min(tag) AS tag FROM claims GROUP BY value
)
SELECT p.person, v.kind, v.digest, substr(h.shown, 2) AS mask, v.tag, CAST(h.findings AS INTEGER) AS findings,
  CAST(h.posts AS INTEGER) AS posts,
  CASE substr(h.shown, 1, 1) WHEN '0' THEN 'valid' WHEN '1' THEN 'invalid' WHEN '2' THEN 'masked' WHEN '3' THEN 'partial'
    ELSE 'doubtful' END AS verdict,
  k.tier_low, k.tier_default, k.tier_high, s.value IS NOT NULL AS hub
FROM held AS h
JOIN known AS v ON v.value = h.value
JOIN kinds AS k ON k.kind = v.kind
JOIN (SELECT DISTINCT person_no, person FROM owners) AS p ON p.person_no = h.person_no
LEFT JOIN stated AS s ON s.value = h.value
ORDER BY h.person_no, h.value
