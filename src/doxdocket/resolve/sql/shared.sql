-- shared: one row a publication and a value that it shares with another, where the value may link.
-- Left out: doubtful values, hubs and other names of hubs, and the values of a publication that lists many of one kind.
WITH told AS (
  SELECT c.pub, c.kind, c.value, c.root, c.unowned, CASE WHEN c.standing = 0 THEN CAST(0 AS INTEGER) ELSE CAST(1 AS INTEGER) END AS form
  FROM held AS c
  LEFT JOIN hubs AS h ON h.value = c.value
  LEFT JOIN hubs AS r ON r.value = c.root
  WHERE c.standing < 4 AND h.value IS NULL AND r.value IS NULL
  UNION ALL
  SELECT pub, kind, value, value AS root, CAST(0 AS INTEGER) AS unowned, CAST(2 AS INTEGER) AS form FROM nearby
),
usable AS (
  SELECT t.pub, t.value, t.root, t.unowned, e.element, t.form, count(*) OVER (PARTITION BY t.pub, t.kind, t.form) AS of_kind
  FROM told AS t
  JOIN elements AS e ON e.kind = t.kind AND e.form = t.form
),
counted AS (
  SELECT pub, value, root, unowned, element, count(*) OVER (PARTITION BY value, element) AS holders
  FROM usable
  WHERE of_kind <= $list_of OR form = 2
)
SELECT pub, value, root, unowned, element FROM counted WHERE holders > 1 ORDER BY pub, element, value
