-- shared: one row a publication and a value that it shares with another, where the value may link.
-- Left out: doubtful values, hubs, and the values of a publication that lists many of one kind.
WITH usable AS (
  SELECT c.pub, c.value, e.element,
    count(*) OVER (PARTITION BY c.pub, c.kind) AS of_kind
  FROM claims AS c
  JOIN elements AS e ON e.kind = c.kind AND e.weak = (CASE WHEN c.standing = 0 THEN 0 ELSE 1 END)
  LEFT JOIN hubs AS h ON h.value = c.value
  WHERE c.standing < 4 AND h.value IS NULL
),
counted AS (
  SELECT pub, value, element, count(*) OVER (PARTITION BY value, element) AS holders
  FROM usable
  WHERE of_kind <= $list_of
)
SELECT pub, value, element FROM counted WHERE holders > 1 ORDER BY pub, element, value
