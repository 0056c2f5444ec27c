-- holders: one row a value of one kind, with how many persons (under certain and likely links) show it, and of how many persons
-- the kind is known. Serves rules 3.3: how rare an agreeing value is in this case, which explains and orders links.
WITH shown AS (
  SELECT kind, digest, coalesce(person_best, channel_id || '/' || post_id || '/' || CAST(person_no AS STRING)) AS person
  FROM exposures
  WHERE sure = 1
),
held AS (
  SELECT kind, digest, count(DISTINCT person) AS persons FROM shown GROUP BY kind, digest
),
known AS (
  SELECT kind, count(DISTINCT person) AS persons FROM shown GROUP BY kind
)
SELECT h.kind, h.digest, CAST(h.persons AS INTEGER) AS held, CAST(k.persons AS INTEGER) AS known
FROM held AS h
JOIN known AS k ON k.kind = h.kind
ORDER BY h.kind, h.digest
