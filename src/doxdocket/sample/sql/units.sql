-- units: one row a thing that may be drawn, with its population and stratum, named by content. Serves docs/explanation/sampling.md:
-- findings by kind and verdict (doubtful ones, which claim nothing, apart), links by rule, conduct by label, posts by what the machine made of them (near: a sign without
-- a finding). What the machine proposes counts, before any decision; links that a decision made or parted are none of its own.
WITH marks AS (
  SELECT channel_id, post_id, count(CASE WHEN verdict <> 'doubtful' THEN 1 END) AS sure,
    count(DISTINCT CASE WHEN verdict <> 'doubtful' AND person >= 0 THEN person END) AS people
  FROM findings
  GROUP BY channel_id, post_id
)
SELECT CASE WHEN verdict = 'doubtful' THEN 'doubtful' ELSE 'findings' END AS population, kind || '.' || verdict AS stratum,
  channel_id || '/' || post_id || '/' || "where" || '/' || CAST(start AS STRING) || '-' || CAST("end" AS STRING) || '/' || kind AS unit
FROM findings
UNION
SELECT 'links', rule, a || ' — ' || b || ' — ' || rule
FROM links
WHERE rule NOT IN ('hub', 'decided', 'decided_apart') AND (blocked_by IS NULL OR blocked_by LIKE 'decision:%')
UNION
SELECT 'conduct', label, channel_id || '/' || post_id || '/' || "where" || '/' || CAST(start AS STRING) || '-' || CAST("end" AS STRING) || '/' || label
FROM conduct
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
