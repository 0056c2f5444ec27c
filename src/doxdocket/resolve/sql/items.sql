-- items: one row an item: distinct (person, kind, normalised value), under certain links.
-- Serves 法释〔2017〕10号 Art. 11 ¶3: a value that is repeated for one person is one 条 of the reading by fields.
WITH told AS (
  SELECT d.person, f.kind, f.digest, f.mask, f.tag, f.verdict, f.channel_id, f.post_id,
    CASE f.verdict WHEN 'valid' THEN 0 WHEN 'invalid' THEN 1 WHEN 'masked' THEN 2 WHEN 'partial' THEN 3 ELSE 4 END
      AS standing
  FROM findings AS f
  JOIN dossiers AS d ON d.channel_id = f.channel_id AND d.post_id = f.post_id AND d.person_no = f.person
),
best AS (
  SELECT person, kind, digest, min(standing) AS standing, min(tag) AS tag, count(*) AS findings
  FROM told
  GROUP BY person, kind, digest
),
spread AS (
  SELECT person, kind, digest, count(*) AS posts
  FROM (SELECT DISTINCT person, kind, digest, channel_id, post_id FROM told) AS each_post
  GROUP BY person, kind, digest
),
shown AS (
  SELECT t.person, t.kind, t.digest, min(t.mask) AS mask, min(t.verdict) AS verdict
  FROM told AS t
  JOIN best AS b ON b.person = t.person AND b.kind = t.kind AND b.digest = t.digest AND b.standing = t.standing
  GROUP BY t.person, t.kind, t.digest
)
SELECT b.person, b.kind, b.digest, s.mask, b.tag, CAST(b.findings AS INTEGER) AS findings,
  CAST(p.posts AS INTEGER) AS posts, s.verdict, k.tier_low, k.tier_default, k.tier_high
FROM best AS b
JOIN spread AS p ON p.person = b.person AND p.kind = b.kind AND p.digest = b.digest
JOIN shown AS s ON s.person = b.person AND s.kind = b.kind AND s.digest = b.digest
JOIN kinds AS k ON k.kind = b.kind
ORDER BY length(b.person), b.person, b.kind, b.digest
