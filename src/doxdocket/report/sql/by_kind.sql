-- by_kind: one row a kind; persons and dossiers that have it, under certain links. Law: cn/fashi-2017-10/5-tiers.
WITH sets AS (
  SELECT kind, COUNT(*) AS dossiers FROM exposed WHERE repeat_of IS NULL GROUP BY kind
),
things AS (
  SELECT kind, COUNT(DISTINCT person) AS persons FROM items GROUP BY kind
)
SELECT things.kind, persons, CAST(COALESCE(dossiers, 0) AS BIGINT) AS dossiers
FROM things LEFT JOIN sets ON things.kind = sets.kind
ORDER BY things.kind
