-- edges: one row a pair of publications that agree, with the strongest rule they meet (0 is the strongest); one more where their names may be one misspelled.
-- A value shared by n publications gives at most 2n pairs: each with the first that holds it, and with the one before it
-- among those of the same name. Two names of one thing are one agreement. Serves rules 3.3 (identity resolution).
-- owned: whether they agree so without values that may be another person's of their post, by a rule that may make a certain link (sure). Where
-- such values are among those that agree, all others are paired by themselves too, and the strongest rule of these is one more row.
WITH keys AS (
  SELECT r.rule, s.value AS v1, CAST(0 AS INTEGER) AS v2, CAST(0 AS INTEGER) AS v3, s.pub,
    CASE WHEN s.unowned = 0 THEN r.sure ELSE CAST(0 AS INTEGER) END AS own
  FROM shared AS s
  JOIN rules1 AS r ON r.e1 = s.element
  UNION ALL
  SELECT r.rule, a.value, b.value, CAST(0 AS INTEGER), a.pub,
    CASE WHEN a.unowned + b.unowned = 0 THEN r.sure ELSE CAST(0 AS INTEGER) END
  FROM shared AS a
  JOIN shared AS b ON b.pub = a.pub AND b.root <> a.root
  JOIN rules2 AS r ON r.e1 = a.element AND r.e2 = b.element
  UNION ALL
  SELECT r.rule, a.value, b.value, c.value, a.pub,
    CASE WHEN a.unowned + b.unowned + c.unowned = 0 THEN r.sure ELSE CAST(0 AS INTEGER) END
  FROM shared AS a
  JOIN shared AS b ON b.pub = a.pub AND b.element > a.element AND b.root <> a.root
  JOIN shared AS c ON c.pub = a.pub AND c.element > b.element AND c.root <> a.root AND c.root <> b.root
  JOIN rules3 AS r ON r.e1 = a.element AND r.e2 = b.element AND r.e3 = c.element
),
named AS (
  SELECT pub, min(value) AS name FROM claims WHERE kind = 'name' AND standing = 0 GROUP BY pub
),
placed AS (
  SELECT k.rule, k.v1, k.v2, k.v3, k.pub, n.name, k.own,
    min(k.own) OVER (PARTITION BY k.rule, k.v1, k.v2, k.v3) AS all_own,
    min(k.pub) OVER (PARTITION BY k.rule, k.v1, k.v2, k.v3) AS first_pub,
    lag(k.pub) OVER (PARTITION BY k.rule, k.v1, k.v2, k.v3 ORDER BY n.name ASC NULLS LAST, k.pub) AS before
  FROM keys AS k
  LEFT JOIN named AS n ON n.pub = k.pub
),
ends AS (
  SELECT rule, pub, all_own AS own, first_pub, before FROM placed
  UNION ALL
  SELECT rule, pub, own, min(pub) OVER (PARTITION BY rule, v1, v2, v3),
    lag(pub) OVER (PARTITION BY rule, v1, v2, v3 ORDER BY name ASC NULLS LAST, pub)
  FROM placed
  WHERE own > all_own
),
pairs AS (
  SELECT rule, own, first_pub AS a, pub AS b FROM ends
  UNION ALL
  SELECT rule, own, CASE WHEN before < pub THEN before ELSE pub END, CASE WHEN before < pub THEN pub ELSE before END
  FROM ends
  WHERE before IS NOT NULL
),
met AS (
  SELECT min(rule) AS rule, min(CASE WHEN own = 1 THEN rule END) AS own, a, b FROM pairs WHERE a <> b GROUP BY a, b, rule = $alike
)
SELECT rule, a, b, own IS NOT NULL AND own = rule AS owned FROM met
UNION ALL
SELECT own, a, b, TRUE FROM met WHERE own > rule
ORDER BY rule, a, b
