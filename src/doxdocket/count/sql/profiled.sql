-- profiled: one row a person under certain links and a named combination of kinds of which it has at least one kind.
-- Serves 个人信息保护法 Art. 4, 28 and the civil factors: what stands together harms more than its parts. An element of a combination is
-- met by one of its kinds. holds_low: the person by itself has all of it, shown and not doubtful. holds_best: with its likely
-- links it has. holds_high: with every possible link, doubtful values too, it may have.
WITH known AS (
  SELECT person, person_best, person_low, kind,
    max(CASE WHEN LOW AND SHOWN THEN 1 ELSE 0 END) AS firmly, max(CASE WHEN BEST AND LIKELY THEN 1 ELSE 0 END) AS fairly
  FROM exposures
  WHERE HIGH
  GROUP BY person, person_best, person_low, kind
),
held AS (
  SELECT k.person, k.person_best, k.person_low, p.profile, p.element, max(k.firmly) AS firmly, max(k.fairly) AS fairly
  FROM known AS k
  JOIN combined AS p ON p.kind = k.kind
  GROUP BY k.person, k.person_best, k.person_low, p.profile, p.element
),
size AS (
  SELECT profile, count(DISTINCT element) AS elements FROM combined GROUP BY profile
),
alone AS (
  SELECT person, profile, count(DISTINCT CASE WHEN firmly = 1 THEN element END) AS n FROM held GROUP BY person, profile
),
likely AS (
  SELECT person_best, profile, count(DISTINCT CASE WHEN fairly = 1 THEN element END) AS n FROM held GROUP BY person_best, profile
),
widest AS (
  SELECT person_low, profile, count(DISTINCT element) AS n FROM held GROUP BY person_low, profile
),
some_person AS (
  SELECT DISTINCT person, person_best, person_low, profile FROM held
)
SELECT s.profile, s.person, s.person_best, s.person_low,
  a.n = z.elements AS holds_low, l.n = z.elements AS holds_best, w.n = z.elements AS holds_high
FROM some_person AS s
JOIN size AS z ON z.profile = s.profile
JOIN alone AS a ON a.person = s.person AND a.profile = s.profile
JOIN likely AS l ON l.person_best = s.person_best AND l.profile = s.profile
JOIN widest AS w ON w.person_low = s.person_low AND w.profile = s.profile
ORDER BY s.profile, s.person
