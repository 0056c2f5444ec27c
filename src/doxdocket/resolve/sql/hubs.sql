-- hubs: one row a value of an identifying kind that publications of too many different people share. People are told apart
-- by full name; those without one by identity number, and those without that by address; each way is counted by itself.
-- Names that may be one misspelled count as one (alike: who stands for a name at a value).
-- way: 0 names, 1 numbers, 2 addresses, the one that tells the most apart; names: how many it tells apart; commonest: the
-- publications of the one with most; told: the publications of all of them.
-- Serves rules 3.3: a hotline, a placeholder or a shared family number identifies nobody.
WITH told AS (
  SELECT pub,
    min(CASE WHEN kind = 'name' THEN value END) AS name,
    min(CASE WHEN kind = 'id_number' THEN root END) AS id,
    min(CASE WHEN kind = 'home_address' THEN root END) AS home
  FROM held
  WHERE standing = 0 AND kind IN ('name', 'id_number', 'home_address')
  GROUP BY pub
),
named AS (
  SELECT pub, coalesce(name, id, home) AS who,
    CASE WHEN name IS NOT NULL THEN CAST(0 AS INTEGER) WHEN id IS NOT NULL THEN CAST(1 AS INTEGER) ELSE CAST(2 AS INTEGER) END AS way
  FROM told
),
held_by AS (
  SELECT c.value, n.way, coalesce(a.who, n.who) AS who, count(*) AS publications
  FROM held AS c
  JOIN hub_kinds AS h ON h.kind = c.kind
  JOIN named AS n ON n.pub = c.pub
  LEFT JOIN alike AS a ON a.value = c.value AND a.name = n.who AND n.way = 0
  WHERE c.standing < 4
  GROUP BY c.value, n.way, coalesce(a.who, n.who)
),
weighed AS (
  SELECT value, way, count(*) AS names, max(publications) AS commonest, sum(publications) AS named
  FROM held_by
  GROUP BY value, way
),
found AS (
  SELECT value, way, names, commonest, named, row_number() OVER (PARTITION BY value ORDER BY names DESC, way) AS place
  FROM weighed
  WHERE names >= $names AND commonest * $share_of < named * $share_part
),
ends AS (
  SELECT value, min(kind) AS kind, min(pub) AS first_pub, max(pub) AS last_pub FROM held WHERE standing < 4 GROUP BY value
)
SELECT f.value, e.kind, CAST(f.names AS INTEGER) AS names, e.first_pub, e.last_pub, f.way, CAST(f.commonest AS INTEGER) AS commonest,
  CAST(f.named AS INTEGER) AS told
FROM found AS f
JOIN ends AS e ON e.value = f.value
WHERE f.place = 1
ORDER BY f.value
