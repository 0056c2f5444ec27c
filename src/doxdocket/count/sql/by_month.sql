-- by month: one row a month of the display zone; month is cut by the caller from UTC, null for undated posts.
-- persons are those of the month under certain links; first_seen those not published before it. Rows of persons never add up.
WITH firsts AS (
  SELECT person, min(month) AS month FROM dossiers GROUP BY person
),
news AS (
  SELECT month, count(*) AS first_seen FROM firsts GROUP BY month
)
SELECT d.month, count(*) AS publications, count(*) - count(d.repeat_of) AS dossiers, count(DISTINCT d.person) AS persons,
  coalesce(max(n.first_seen), 0) AS first_seen
FROM dossiers AS d
LEFT JOIN news AS n ON n.month = d.month
GROUP BY d.month
ORDER BY d.month ASC NULLS LAST
