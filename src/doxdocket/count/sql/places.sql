-- places: one row a person under certain links of whom a place is known: the likeliest first, with what speaks against it.
-- An address says where somebody lives, a landline where a household or office is, an id number where somebody was first registered. So they are
-- asked in that order. Of one source the prefecture that most posts name, a whole code before a province, then the smaller code.
WITH sums AS (
  SELECT person, source, region, sum(posts) AS posts FROM located GROUP BY person, source, region
),
ranked AS (
  SELECT person, source, region, row_number() OVER (
    PARTITION BY person, source ORDER BY CASE WHEN substr(region, 3, 2) = '00' THEN 1 ELSE 0 END, posts DESC, region
  ) AS place
  FROM sums
),
firsts AS (
  SELECT person, max(CASE WHEN source = 'address' THEN region END) AS address, max(CASE WHEN source = 'phone' THEN region END) AS phone,
    max(CASE WHEN source = 'registration' THEN region END) AS registration
  FROM ranked
  WHERE place = 1
  GROUP BY person
),
against AS (
  SELECT person, count(DISTINCT CASE WHEN substr(region, 3, 2) <> '00' THEN region END) AS prefectures,
    count(DISTINCT substr(region, 1, 2)) AS provinces
  FROM sums
  GROUP BY person
)
SELECT f.person, coalesce(f.address, f.phone, f.registration) AS region, n.place,
  CASE WHEN f.address IS NOT NULL THEN 'address' WHEN f.phone IS NOT NULL THEN 'phone' ELSE 'registration' END AS source,
  f.address, f.phone, f.registration, a.prefectures > 1 OR a.provinces > 1 AS conflict
FROM firsts AS f
JOIN against AS a ON a.person = f.person
JOIN region_names AS n ON n.region = coalesce(f.address, f.phone, f.registration)
ORDER BY f.person
