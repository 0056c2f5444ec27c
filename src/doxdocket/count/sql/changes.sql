-- changes: one row a publication: whether it begins the account of its person or changes it, at each bound.
-- Serves the reading of 高检发侦监字〔2018〕13号 as remembered (text not found, so an option): one person is one 条 however often the
-- same information is obtained, unless its content has changed. Low: a value of a kind with one spelling, of an evidence
-- class that may enter a low bound, differs from every
-- earlier value of that kind, and the estimate counts it too: a doubtful link that makes two persons one makes no change. The account of a
-- person begins with the first publication of the low, whatever the estimate held before it. Estimate: a
-- value of any kind does.
-- What many people share changes nothing in either. High: it holds any value, doubtful ones too, that no earlier publication held.
WITH placed AS (
  SELECT channel_id, post_id, person_no, counts,
    row_number() OVER (ORDER BY date ASC NULLS LAST, channel_id, post_no ASC NULLS LAST, post_id, person_no) AS place
  FROM dossiers
),
held AS (
  SELECT p.place, e.person, e.person_best, e.person_low, e.counts, e.kind, e.digest, e.spelling, e.hub, e.admitted, e.sure
  FROM exposures AS e
  JOIN placed AS p ON p.channel_id = e.channel_id AND p.post_id = e.post_id AND p.person_no = e.person_no
),
begun1 AS (SELECT person_low, min(place) AS place FROM held WHERE LOW AND sure = 1 GROUP BY person_low),
kinds1 AS (SELECT person_low, kind, min(place) AS place FROM held WHERE LOW AND admitted = 1 AND NOT hub GROUP BY person_low, kind),
values1 AS (
  SELECT person_low, kind, spelling, min(place) AS place
  FROM held
  WHERE LOW AND admitted = 1 AND NOT hub AND spelling IS NOT NULL
  GROUP BY person_low, kind, spelling
),
low AS (
  SELECT place FROM begun1
  UNION
  SELECT v.place FROM values1 AS v JOIN kinds1 AS k ON k.person_low = v.person_low AND k.kind = v.kind WHERE v.place > k.place
),
begun2 AS (SELECT person_best, min(place) AS place FROM held WHERE BEST AND sure = 1 GROUP BY person_best),
kinds2 AS (SELECT person_best, kind, min(place) AS place FROM held WHERE BEST AND sure = 1 AND NOT hub GROUP BY person_best, kind),
values2 AS (SELECT person_best, kind, digest, min(place) AS place FROM held WHERE BEST AND sure = 1 AND NOT hub GROUP BY person_best, kind, digest),
best AS (
  SELECT place FROM begun2
  UNION
  SELECT v.place FROM values2 AS v JOIN kinds2 AS k ON k.person_best = v.person_best AND k.kind = v.kind WHERE v.place > k.place
),
high AS (
  SELECT place FROM (SELECT person, kind, digest, min(place) AS place FROM held WHERE HIGH GROUP BY person, kind, digest) AS v
  UNION
  SELECT place FROM (SELECT person, min(place) AS place FROM held WHERE HIGH GROUP BY person) AS b
)
SELECT d.channel_id, d.post_id, d.person_no, d.person, d.person_best, d.person_low, d.counts,
  begun1.place IS NOT NULL OR (low.place IS NOT NULL AND best.place IS NOT NULL) AS changed_low, best.place IS NOT NULL AS changed_best, high.place IS NOT NULL AS changed_high
FROM dossiers AS d
JOIN placed AS p ON p.channel_id = d.channel_id AND p.post_id = d.post_id AND p.person_no = d.person_no
LEFT JOIN begun1 ON begun1.place = p.place
LEFT JOIN low ON low.place = p.place
LEFT JOIN best ON best.place = p.place
LEFT JOIN high ON high.place = p.place
ORDER BY d.channel_id, d.post_id, d.person_no
