-- nearby: one row a publication and a spelling near to a value of it, numbered from -1 down, where two publications share it.
-- Of numbers one side must be hidden or wrong: two whole ones that differ are two. Of two whole names the spellings are kept as name_alike,
-- where the publication shares an identifier of alike_kinds (form 2: a spelling of it) with one of another name. Serves rules 3.3 (typos and masks).
WITH told AS (
  SELECT p.pub, n.kind, n.near, min(n.whole) AS whole
  FROM near AS n
  JOIN publications AS p ON p.channel_id = n.channel_id AND p.post_id = n.post_id AND p.person_no = n.person
  GROUP BY p.pub, n.kind, n.near
),
counted AS (
  SELECT kind, near, min(whole) AS least, sum(whole) AS wholes, count(*) AS tellings FROM told GROUP BY kind, near
),
shared AS (
  SELECT kind, near, least AS whole, wholes, row_number() OVER (ORDER BY kind, near) AS place
  FROM counted
  WHERE tellings > 1 AND (least = 0 OR kind = 'name')
),
placed AS (
  SELECT t.pub, t.kind, s.whole, t.kind = 'name' AND t.whole = 1 AND s.wholes > 1 AS alike, -s.place AS value
  FROM told AS t
  JOIN shared AS s ON s.kind = t.kind AND s.near = t.near
),
named AS (
  SELECT pub, min(value) AS name, max(value) AS other FROM claims WHERE kind = 'name' AND standing = 0 GROUP BY pub
),
beside AS (
  SELECT h.pub, h.value FROM held AS h
  JOIN alike_kinds AS a ON a.kind = h.kind AND a.form < 2
  WHERE h.standing < 4
  UNION ALL
  SELECT p.pub, p.value FROM placed AS p
  JOIN alike_kinds AS a ON a.kind = p.kind AND a.form = 2
  WHERE p.whole = 0
),
contested AS (
  SELECT b.value
  FROM beside AS b
  JOIN named AS n ON n.pub = b.pub
  GROUP BY b.value
  HAVING min(n.name) < max(n.other)
),
perhaps AS (
  SELECT DISTINCT b.pub FROM beside AS b JOIN contested AS c ON c.value = b.value
)
SELECT pub, kind, CAST(value AS INTEGER) AS value FROM placed WHERE whole = 0
UNION ALL
SELECT p.pub, 'name_alike' AS kind, CAST(p.value AS INTEGER) AS value
FROM placed AS p
JOIN perhaps AS q ON q.pub = p.pub
WHERE p.alike
ORDER BY pub, value
