-- profiled: one row a person under certain links and a named combination of kinds of which it has at least one kind.
-- Serves 个人信息保护法 Art. 4, 28 and the civil factors: what stands together harms more than its parts. An element of a combination is
-- met by one of its kinds. holds_low: the person by itself has all of it, shown, not doubtful and whole: a number
-- that is half hidden is not the number. holds_best: with its likely links it has. holds_high: with every possible link, doubtful values too, it
-- may have; of the persons that such links join, no more may have it than hold its rarest element, and these are the ones marked.
WITH known AS (
  SELECT person, person_best, person_low, kind,
    max(CASE WHEN LOW AND SHOWN AND whole = 1 THEN 1 ELSE 0 END) AS firmly, max(CASE WHEN BEST AND LIKELY THEN 1 ELSE 0 END) AS fairly
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
spread AS (
  SELECT person_low, profile, element, count(DISTINCT person) AS persons FROM held GROUP BY person_low, profile, element
),
placed AS (
  SELECT person_low, profile, element, row_number() OVER (PARTITION BY person_low, profile ORDER BY persons, element) AS place FROM spread
),
-- Each element once for a person, firmly where any row is; joining three counts by profile would let an engine pair all persons with all.
once AS (
  SELECT h.person, h.person_best, h.person_low, h.profile,
    CASE WHEN row_number() OVER (PARTITION BY h.person, h.profile, h.element ORDER BY h.firmly DESC, h.person_best, h.person_low) = 1
      THEN h.firmly ELSE 0 END AS firm,
    CASE WHEN row_number() OVER (PARTITION BY h.person_best, h.profile, h.element ORDER BY h.fairly DESC, h.person, h.person_low) = 1
      THEN h.fairly ELSE 0 END AS fair,
    CASE WHEN row_number() OVER (PARTITION BY h.person_low, h.profile, h.element ORDER BY h.person, h.person_best) = 1
      THEN 1 ELSE 0 END AS wide,
    CASE WHEN r.place = 1 THEN 1 ELSE 0 END AS rare
  FROM held AS h
  JOIN placed AS r ON r.person_low = h.person_low AND r.profile = h.profile AND r.element = h.element
),
counted AS (
  SELECT person, person_best, person_low, profile,
    sum(firm) OVER (PARTITION BY person, profile) AS alone,
    sum(fair) OVER (PARTITION BY person_best, profile) AS likely,
    sum(wide) OVER (PARTITION BY person_low, profile) AS widest,
    max(rare) OVER (PARTITION BY person, profile) AS rarest
  FROM once
)
SELECT DISTINCT c.profile, c.person, c.person_best, c.person_low,
  c.alone = z.elements AS holds_low, c.likely = z.elements AS holds_best, c.widest = z.elements AND c.rarest = 1 AS holds_high
FROM counted AS c
JOIN size AS z ON z.profile = c.profile
ORDER BY c.profile, c.person
