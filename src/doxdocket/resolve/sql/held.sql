-- held: one row a publication and a value that it states or that a valid value of it says, with what counts once with it.
-- root: the value that stands for this one and all other names of the same thing. Pictures are held by their bytes alone,
-- since near-duplicates may show two cards. unowned: whether all by which it is held may be another person's of the post. Serves rules 3.3.
WITH roots AS (
  SELECT value, says AS root
  FROM (
    SELECT value, says, row_number() OVER (PARTITION BY value ORDER BY rank, says) AS place FROM means WHERE same = 1
  ) AS r
  WHERE place = 1
),
pictures AS (
  SELECT DISTINCT value FROM means WHERE kind = 'picture'
),
told AS (
  SELECT c.pub, c.kind, c.value, c.standing, c.unowned FROM claims AS c
  LEFT JOIN pictures AS p ON p.value = c.value
  WHERE p.value IS NULL
  UNION ALL
  SELECT c.pub, m.kind, m.says AS value, CAST(0 AS INTEGER) AS standing, c.unowned
  FROM claims AS c
  JOIN means AS m ON m.value = c.value
  WHERE c.standing = 0
)
SELECT t.pub, t.kind, t.value, min(t.standing) AS standing, coalesce(min(r.root), t.value) AS root, min(t.unowned) AS unowned
FROM told AS t
LEFT JOIN roots AS r ON r.value = t.value
GROUP BY t.pub, t.kind, t.value
ORDER BY t.pub, t.value
