-- profiled: one row a person under certain links and a named combination of kinds of which it has at least one kind.
-- Serves 个人信息保护法 Art. 4, 28 and the civil factors: what stands together harms more than its parts. An element of a combination is
-- met by one of its kinds. holds_low: the person by itself has all of it, shown, not doubtful and whole: a number
-- that is half hidden is not the number. holds_best: with its likely links it has. holds_high: with every possible link, doubtful values too, it may have.
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
-- Each element once for a person, firmly where any row is; joining three counts by profile would let an engine pair all persons with all.
once AS (
  SELECT person, person_best, person_low, profile,
    CASE WHEN row_number() OVER (PARTITION BY person, profile, element ORDER BY firmly DESC, person_best, person_low) = 1
      THEN firmly ELSE 0 END AS firm,
    CASE WHEN row_number() OVER (PARTITION BY person_best, profile, element ORDER BY fairly DESC, person, person_low) = 1
      THEN fairly ELSE 0 END AS fair,
    CASE WHEN row_number() OVER (PARTITION BY person_low, profile, element ORDER BY person, person_best) = 1
      THEN 1 ELSE 0 END AS wide
  FROM held
),
counted AS (
  SELECT person, person_best, person_low, profile,
    sum(firm) OVER (PARTITION BY person, profile) AS alone,
    sum(fair) OVER (PARTITION BY person_best, profile) AS likely,
    sum(wide) OVER (PARTITION BY person_low, profile) AS widest
  FROM once
)
SELECT DISTINCT c.profile, c.person, c.person_best, c.person_low,
  c.alone = z.elements AS holds_low, c.likely = z.elements AS holds_best, c.widest = z.elements AS holds_high
FROM counted AS c
JOIN size AS z ON z.profile = c.profile
ORDER BY c.profile, c.person
