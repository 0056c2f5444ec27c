-- means: one row a value and another kind's value that it says; numbers of values that nobody states go on where claims end.
-- same: whether it is the very same thing by another name; rank: which name stands for it, the lowest.
-- Serves rules 3.3: two identifiers are independent only where neither follows from the other.
WITH known AS (
  SELECT kind, digest, min(value) AS value FROM claims GROUP BY kind, digest
),
ends AS (
  SELECT coalesce(max(value), 0) AS last FROM claims
),
fresh AS (
  SELECT u.kind, u.digest, e.last + row_number() OVER (ORDER BY u.kind, u.digest) AS value
  FROM (
    SELECT DISTINCT i.to_kind AS kind, i.to_digest AS digest
    FROM implied AS i
    LEFT JOIN known AS k ON k.kind = i.to_kind AND k.digest = i.to_digest
    WHERE k.value IS NULL
  ) AS u
  CROSS JOIN ends AS e
),
numbered AS (
  SELECT kind, digest, value FROM known
  UNION ALL
  SELECT kind, digest, value FROM fresh
)
SELECT DISTINCT CAST(f.value AS INTEGER) AS value, CAST(t.value AS INTEGER) AS says, t.kind, t.digest,
  CASE WHEN o.rank IS NULL THEN CAST(0 AS INTEGER) ELSE CAST(1 AS INTEGER) END AS same, coalesce(o.rank, 0) AS rank
FROM implied AS i
JOIN known AS f ON f.kind = i.kind AND f.digest = i.digest
JOIN numbered AS t ON t.kind = i.to_kind AND t.digest = i.to_digest
LEFT JOIN one_thing AS o ON o.kind = i.to_kind
ORDER BY value, says
