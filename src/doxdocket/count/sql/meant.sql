-- meant: one row a person and a value of it that is hidden, cut or wrong, of a kind with one spelling: the whole value of the same
-- person and kind that it may be, or null where none fits. It fits one of which it is a slip or a mask (near), and one of which nobody can
-- tell; it fits none from which it differs by more than a slip or by what is shown. In the low, for the widest links.
-- Serves 法释〔2017〕10号 Art. 11 ¶3: what may be a repetition of the same value is not counted twice for certain.
WITH held AS (
  SELECT e.person_low, e.kind, e.digest, max(e.whole) AS whole
  FROM exposures AS e
  JOIN spelled AS k ON k.kind = e.kind
  WHERE LOW AND e.sure = 1 AND NOT e.hub
  GROUP BY e.person_low, e.kind, e.digest
),
weak AS (
  SELECT person_low, kind, digest FROM held WHERE whole = 0
),
pairs AS (
  SELECT w.person_low, w.kind, w.digest, h.digest AS other
  FROM weak AS w
  JOIN held AS h ON h.person_low = w.person_low AND h.kind = w.kind
  WHERE h.whole = 1
),
told AS (
  SELECT DISTINCT kind, digest FROM near
),
close AS (
  SELECT DISTINCT p.person_low, p.kind, p.digest, p.other
  FROM pairs AS p
  JOIN near AS a ON a.kind = p.kind AND a.digest = p.digest
  JOIN near AS b ON b.kind = p.kind AND b.digest = p.other AND b.near = a.near
),
fits AS (
  SELECT p.person_low, p.kind, p.digest, p.other,
    CASE WHEN c.other IS NOT NULL THEN 0 WHEN a.digest IS NULL OR b.digest IS NULL THEN 1 ELSE 2 END AS how
  FROM pairs AS p
  LEFT JOIN close AS c ON c.person_low = p.person_low AND c.kind = p.kind AND c.digest = p.digest AND c.other = p.other
  LEFT JOIN told AS a ON a.kind = p.kind AND a.digest = p.digest
  LEFT JOIN told AS b ON b.kind = p.kind AND b.digest = p.other
)
SELECT w.person_low, w.kind, w.digest,
  coalesce(min(CASE WHEN f.how = 0 THEN f.other END), min(CASE WHEN f.how = 1 THEN f.other END)) AS meant
FROM weak AS w
LEFT JOIN fits AS f ON f.person_low = w.person_low AND f.kind = w.kind AND f.digest = w.digest
GROUP BY w.person_low, w.kind, w.digest
ORDER BY w.person_low, w.kind, w.digest
