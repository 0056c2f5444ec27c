-- units: one row a thing that may be drawn, with its population and stratum, named by content. Serves docs/explanation/sampling.md:
-- findings by kind and verdict (doubtful ones, which claim nothing, apart), links by rule, links not made by what two persons share, publications by
-- what they point to, role and age, conduct a row a post and label, posts by what the machine made of them (near: a sign without a finding) and by their labels,
-- offers by whether a price was read, view readings. What the machine proposes counts, before any decision; links that a decision made or parted are none
-- of its own. Publications, roles and ages are as the run has them. Each pair of persons is of one value that few share, so the pairs are bounded.
WITH marks AS (
  SELECT channel_id, post_id, count(CASE WHEN verdict <> 'doubtful' THEN 1 END) AS sure,
    count(DISTINCT CASE WHEN verdict <> 'doubtful' AND person >= 0 THEN person END) AS people
  FROM findings
  GROUP BY channel_id, post_id
),
sets AS (
  SELECT channel_id || '/' || post_id || '/' || CAST(person_no AS STRING) AS unit, channel_id, post_id, person_no,
    CASE WHEN by_link IS NOT true THEN person END AS person, role, identifies
  FROM dossiers
),
told AS (
  SELECT DISTINCT s.person, f.kind, f.digest
  FROM sets AS s
  JOIN findings AS f ON f.channel_id = s.channel_id AND f.post_id = s.post_id AND f.person = s.person_no
  WHERE s.person IS NOT NULL AND f.digest IS NOT NULL AND f.verdict = 'valid'
    AND f.kind IN ('name', 'id_number', 'passport_number', 'driver_licence', 'social_security_no', 'phone_number', 'landline_number', 'email',
      'social_account', 'payment_account', 'bank_account', 'home_address', 'delivery_address')
),
few AS (
  SELECT kind, digest FROM told GROUP BY kind, digest HAVING count(*) BETWEEN 2 AND 12
),
alike AS (
  SELECT a.person AS one, b.person AS other, CASE WHEN few.kind = 'name' THEN 2 ELSE 1 END AS how
  FROM few
  JOIN told AS a ON a.kind = few.kind AND a.digest = few.digest
  JOIN told AS b ON b.kind = few.kind AND b.digest = few.digest
  WHERE a.person < b.person
  UNION
  SELECT least(a.person, b.person), greatest(a.person, b.person), 0
  FROM links AS l
  JOIN sets AS a ON a.unit = l.a
  JOIN sets AS b ON b.unit = l.b
  WHERE a.person <> b.person AND l.level <> 'certain'
),
firsts AS (
  SELECT person, min(unit) AS unit FROM sets WHERE person IS NOT NULL GROUP BY person
),
labels AS (
  SELECT DISTINCT channel_id, post_id FROM conduct
)
SELECT CASE WHEN verdict = 'doubtful' THEN 'doubtful' ELSE 'findings' END AS population, kind || '.' || verdict AS stratum,
  channel_id || '/' || post_id || '/' || "where" || '/' || CAST(start AS STRING) || '-' || CAST("end" AS STRING) || '/' || kind AS unit
FROM findings
UNION
SELECT 'links', rule, a || ' — ' || b || ' — ' || rule
FROM links
WHERE rule NOT IN ('hub', 'decided', 'decided_apart') AND (blocked_by IS NULL OR blocked_by LIKE 'decision:%')
UNION
SELECT 'apart', CASE min(p.how) WHEN 0 THEN 'proposed' WHEN 1 THEN 'value' ELSE 'name' END, a.unit || ' — ' || b.unit
FROM alike AS p
JOIN firsts AS a ON a.person = p.one
JOIN firsts AS b ON b.person = p.other
GROUP BY a.unit, b.unit
UNION
SELECT CASE WHEN identifies IN ('alone', 'combined', 'decided') THEN 'sets' ELSE 'nobody' END, coalesce(identifies, 'unknown'), unit
FROM sets
UNION
SELECT 'roles', coalesce(role, 'mentioned'), unit
FROM sets
UNION
SELECT 'ages',
  CASE
    WHEN under_14_low THEN 'under_14'
    WHEN under_18_low THEN 'under_18'
    WHEN under_18_high THEN 'perhaps'
    WHEN age_low IS NOT NULL OR age_high IS NOT NULL THEN 'adult'
    ELSE 'unknown'
  END,
  channel_id || '/' || post_id || '/' || CAST(person_no AS STRING)
FROM ages
UNION
SELECT 'conduct', label, channel_id || '/' || post_id || '/' || label
FROM conduct
UNION
SELECT 'prices', CASE WHEN priced THEN 'priced' WHEN maybe_priced THEN 'maybe' ELSE 'none' END,
  channel_id || '/' || post_id || '/' || "where" || '/' || CAST(start AS STRING) || '-' || CAST("end" AS STRING) || '/' || label
FROM conduct
WHERE label = 'sale_offer'
UNION
SELECT 'views', CASE WHEN max(granularity) = 1 THEN 'exact' ELSE 'rounded' END, channel_id || '/' || post_id || '/' || capture
FROM readings
WHERE what = 'views' AND post_id IS NOT NULL
GROUP BY channel_id, post_id, capture
UNION
SELECT 'unlabelled', CASE WHEN l.post_id IS NOT NULL THEN 'labelled' WHEN m.post_id IS NOT NULL THEN 'found' ELSE 'bare' END,
  p.channel_id || '/' || p.post_id
FROM posts AS p
LEFT JOIN marks AS m ON m.channel_id = p.channel_id AND m.post_id = p.post_id
LEFT JOIN labels AS l ON l.channel_id = p.channel_id AND l.post_id = p.post_id
WHERE p.type = 'message'
UNION
SELECT 'posts',
  CASE
    WHEN m.post_id IS NULL AND p.near = 1 THEN 'near'
    WHEN m.post_id IS NULL THEN 'far'
    WHEN m.sure = 0 THEN 'doubtful'
    WHEN m.people <= 1 THEN 'one'
    ELSE 'several'
  END,
  p.channel_id || '/' || p.post_id
FROM posts AS p
LEFT JOIN marks AS m ON m.channel_id = p.channel_id AND m.post_id = p.post_id
WHERE p.type = 'message'
ORDER BY population, stratum, unit
