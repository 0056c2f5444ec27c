-- spelled: one row a value that many names share, a name that stands with it and a spelling which that name has in common with another.
-- Serves rules 3.3: one person whose name is written in several ways is not many.
WITH named AS (
  SELECT pub, min(value) AS name FROM held WHERE kind = 'name' AND standing = 0 GROUP BY pub
)
SELECT DISTINCT c.value, n.name, s.value AS spelling
FROM hubs AS h
JOIN held AS c ON c.value = h.value AND c.standing < 4
JOIN named AS n ON n.pub = c.pub
JOIN nearby AS s ON s.pub = c.pub AND s.kind = 'name_alike'
WHERE h.way = 0
ORDER BY value, name, spelling
