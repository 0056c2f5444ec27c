-- regions: one row a prefecture and source: how many persons it is told of, at each bound. Serves the planning of interviews.
-- A person of two prefectures stands in both rows of a source; source likely has each person once (places), so that only its high has
-- every person once under certain links. Small cells point at people: persons_public rounds down to fives and shows nothing below 10.
WITH told AS (
  SELECT source, region, person, person_best, person_low, counts FROM located
  UNION ALL
  SELECT DISTINCT 'likely', p.region, l.person, l.person_best, l.person_low, l.counts
  FROM located AS l
  JOIN places AS p ON p.person = l.person
),
sums AS (
  SELECT t.source, t.region, count(DISTINCT CASE WHEN LOW THEN t.person_low END) AS low,
    count(DISTINCT CASE WHEN BEST THEN t.person_best END) AS best, count(DISTINCT t.person) AS high,
    count(DISTINCT CASE WHEN p.conflict THEN t.person END) AS conflicting
  FROM told AS t
  JOIN places AS p ON p.person = t.person
  GROUP BY t.source, t.region
)
SELECT s.source, s.region, n.province, n.place, s.low AS persons_low, s.best AS persons_estimate, s.high AS persons_high, s.conflicting,
  CASE WHEN s.low >= 10 THEN CAST(floor(s.low / 5.0) AS BIGINT) * 5 END AS persons_public
FROM sums AS s
JOIN region_names AS n ON n.region = s.region
ORDER BY s.source, s.low DESC, s.region
