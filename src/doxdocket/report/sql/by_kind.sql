-- by_kind: one row a kind. Law: cn/2017-10/5-1 items iii to v (tiers); counts distinct items, persons, dossiers.
WITH exposed AS (
  SELECT person, repeat_of, UNNEST(kinds) AS kind FROM dossiers
),
sets AS (
  SELECT kind, COUNT(*) AS dossiers FROM exposed WHERE repeat_of IS NULL GROUP BY kind
),
things AS (
  SELECT kind, COUNT(*) AS items, COUNT(DISTINCT person) AS persons, MIN(tier_low) AS tier_low, MIN(tier_high) AS tier_high
  FROM items GROUP BY kind
)
SELECT COALESCE(things.kind, sets.kind) AS kind, CAST(COALESCE(items, 0) AS BIGINT) AS items,
       CAST(COALESCE(persons, 0) AS BIGINT) AS persons, CAST(COALESCE(dossiers, 0) AS BIGINT) AS dossiers, tier_low, tier_high
FROM things FULL OUTER JOIN sets ON things.kind = sets.kind
ORDER BY items DESC, dossiers DESC, kind
