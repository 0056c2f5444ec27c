-- nearby: one row a publication and a spelling near to a value of it, numbered from -1 down, where two publications share it.
-- Of numbers one side must be hidden or wrong: two whole ones that differ are two. Serves rules 3.3 (typos and masks).
WITH told AS (
  SELECT p.pub, n.kind, n.near, min(n.whole) AS whole
  FROM near AS n
  JOIN publications AS p ON p.channel_id = n.channel_id AND p.post_id = n.post_id AND p.person_no = n.person
  GROUP BY p.pub, n.kind, n.near
),
shared AS (
  SELECT kind, near, row_number() OVER (ORDER BY kind, near) AS place
  FROM (
    SELECT kind, near FROM told GROUP BY kind, near HAVING count(*) > 1 AND min(whole) = 0
  ) AS s
)
SELECT t.pub, t.kind, CAST(-s.place AS INTEGER) AS value
FROM told AS t
JOIN shared AS s ON s.kind = t.kind AND s.near = t.near
ORDER BY t.pub, value
