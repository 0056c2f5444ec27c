-- edges: one row a pair of publications that agree, with the strongest rule they meet (0 is the strongest); one more where their names may be one misspelled.
-- A value shared by n publications gives at most 2n pairs: each with the first that holds it, and with the one before it
-- among those of the same name. Two names of one thing are one agreement. Serves rules 3.3 (identity resolution).
WITH keys AS (
  SELECT r.rule, s.value AS v1, CAST(0 AS INTEGER) AS v2, CAST(0 AS INTEGER) AS v3, s.pub
  FROM shared AS s
  JOIN rules1 AS r ON r.e1 = s.element
  UNION ALL
  SELECT r.rule, a.value, b.value, CAST(0 AS INTEGER), a.pub
  FROM shared AS a
  JOIN shared AS b ON b.pub = a.pub AND b.root <> a.root
  JOIN rules2 AS r ON r.e1 = a.element AND r.e2 = b.element
  UNION ALL
  SELECT r.rule, a.value, b.value, c.value, a.pub
  FROM shared AS a
  JOIN shared AS b ON b.pub = a.pub AND b.element > a.element AND b.root <> a.root
  JOIN shared AS c ON c.pub = a.pub AND c.element > b.element AND c.root <> a.root AND c.root <> b.root
  JOIN rules3 AS r ON r.e1 = a.element AND r.e2 = b.element AND r.e3 = c.element
),
named AS (
  SELECT pub, min(value) AS name FROM claims WHERE kind = 'name' AND standing = 0 GROUP BY pub
),
placed AS (
  SELECT k.rule, k.pub,
    min(k.pub) OVER (PARTITION BY k.rule, k.v1, k.v2, k.v3) AS first_pub,
    lag(k.pub) OVER (PARTITION BY k.rule, k.v1, k.v2, k.v3 ORDER BY n.name ASC NULLS LAST, k.pub) AS before
  FROM keys AS k
  LEFT JOIN named AS n ON n.pub = k.pub
),
pairs AS (
  SELECT rule, first_pub AS a, pub AS b FROM placed
  UNION ALL
  SELECT rule, CASE WHEN before < pub THEN before ELSE pub END, CASE WHEN before < pub THEN pub ELSE before END
  FROM placed
  WHERE before IS NOT NULL
)
SELECT min(rule) AS rule, a, b FROM pairs WHERE a <> b GROUP BY a, b, rule = $alike ORDER BY rule, a, b
