-- by kind: one row a kind, its items (distinct person and value) at each bound. Serves 法释〔2017〕10号 Art. 11, Art. 5.
WITH low AS (
  SELECT kind, count(*) AS n
  FROM (SELECT DISTINCT person_low, kind, spelling FROM exposures WHERE LOW AND SHOWN) AS x
  GROUP BY kind
),
best AS (
  SELECT kind, count(*) AS n
  FROM (SELECT DISTINCT person_best, kind, digest FROM exposures WHERE BEST AND LIKELY) AS x
  GROUP BY kind
),
high AS (
  SELECT kind, count(*) AS n FROM (SELECT DISTINCT person, kind, digest FROM exposures WHERE HIGH) AS x GROUP BY kind
)
SELECT high.kind, coalesce(low.n, 0) AS low, coalesce(best.n, 0) AS estimate, high.n AS high
FROM high
LEFT JOIN low ON low.kind = high.kind
LEFT JOIN best ON best.kind = high.kind
ORDER BY high.kind
