-- hubs: one row a value of an identifying kind that publications of too many different full names share.
-- Serves rules 3.3: a hotline, a placeholder or a shared family number identifies nobody.
WITH named AS (
  SELECT pub, min(value) AS name FROM claims WHERE kind = 'name' AND standing = 0 GROUP BY pub
),
held AS (
  SELECT c.value, n.name, count(*) AS publications
  FROM claims AS c
  JOIN hub_kinds AS h ON h.kind = c.kind
  JOIN named AS n ON n.pub = c.pub
  WHERE c.standing < 4
  GROUP BY c.value, n.name
),
weighed AS (
  SELECT value, count(*) AS names, max(publications) AS commonest, sum(publications) AS named FROM held GROUP BY value
),
ends AS (
  SELECT value, min(pub) AS first_pub, max(pub) AS last_pub FROM claims WHERE standing < 4 GROUP BY value
)
SELECT w.value, CAST(w.names AS INTEGER) AS names, e.first_pub, e.last_pub
FROM weighed AS w
JOIN ends AS e ON e.value = w.value
WHERE w.names >= $names AND w.commonest * $share_of < w.named * $share_part
ORDER BY w.value
