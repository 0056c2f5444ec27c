-- profiled: one row a person under certain links and a named combination of kinds of which it has at least one kind.
-- Serves 个人信息保护法 Art. 4, 28 and the civil factors: what stands together harms more than its parts. An element of a combination is
-- met by one of its kinds. holds_low: the person by itself has all of it, shown, not doubtful and whole: a number
-- that is half hidden is not the number. holds_best: with its likely links it has. holds_high: with every possible link, doubtful values too, it
-- may have; of the persons that such links join, no more may have it than hold its rarest element, and these are the ones marked.
WITH known AS (
  SELECT person, person_best, person_low, kind,
    max(CASE WHEN LOW AND SHOWN AND whole = 1 THEN 1 ELSE 0 END) AS firmly, max(CASE WHEN BEST AND LIKELY THEN 1 ELSE 0 END) AS fairly
  FROM exposures
  WHERE HIGH AND person IS NOT NULL
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
firm AS (
  SELECT d.person, d.profile
  FROM (SELECT DISTINCT person, profile, element FROM held WHERE firmly = 1) AS d
  JOIN size AS z ON z.profile = d.profile
  GROUP BY d.person, d.profile, z.elements
  HAVING count(*) = z.elements
),
fair AS (
  SELECT d.person_best, d.profile
  FROM (SELECT DISTINCT person_best, profile, element FROM held WHERE fairly = 1) AS d
  JOIN size AS z ON z.profile = d.profile
  GROUP BY d.person_best, d.profile, z.elements
  HAVING count(*) = z.elements
),
spread AS (
  SELECT person_low, profile, element, count(DISTINCT person) AS persons FROM held GROUP BY person_low, profile, element
),
wide AS (
  SELECT s.person_low, s.profile
  FROM spread AS s
  JOIN size AS z ON z.profile = s.profile
  GROUP BY s.person_low, s.profile, z.elements
  HAVING count(*) = z.elements
),
placed AS (
  SELECT s.person_low, s.profile, s.element,
    row_number() OVER (PARTITION BY s.person_low, s.profile ORDER BY s.persons, s.element) AS place
  FROM spread AS s
  JOIN wide AS w ON w.person_low = s.person_low AND w.profile = s.profile
),
rare AS (
  SELECT DISTINCT h.person, h.profile
  FROM held AS h
  JOIN placed AS r ON r.person_low = h.person_low AND r.profile = h.profile AND r.element = h.element
  WHERE r.place = 1
),
once AS (
  SELECT DISTINCT profile, person, person_best, person_low FROM held
)
SELECT o.profile, o.person, o.person_best, o.person_low,
  f.person IS NOT NULL AS holds_low, l.person_best IS NOT NULL AS holds_best, r.person IS NOT NULL AS holds_high
FROM once AS o
LEFT JOIN firm AS f ON f.person = o.person AND f.profile = o.profile
LEFT JOIN fair AS l ON l.person_best = o.person_best AND l.profile = o.profile
LEFT JOIN rare AS r ON r.person = o.person AND r.profile = o.profile
ORDER BY o.profile, o.person
