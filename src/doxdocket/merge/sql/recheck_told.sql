-- recheck told: one row a distinct value of a publication and earlier capture that shows it.
-- Serves 民法典 Art. 1167, 个人信息保护法 Art. 47: what is to be stopped and deleted is what was published and still stands.
-- as_no is the number of the person in the row that stands for the post, where both share most values with one another;
-- below zero where no person of that row does: whoever only an earlier version exposes. Doubtful findings are no claim.
-- A capture without a time is asked only about publications that no capture with a time exposes.
WITH told AS (
  SELECT f.channel_id, f.post_id, f.capture, f.person AS person_no, f.kind, f.digest,
    max(CASE WHEN f."where" = 'text' THEN 1 ELSE 0 END) AS in_text
  FROM standing AS f
  JOIN captures AS c ON c.channel_id = f.channel_id AND c.capture = f.capture
  WHERE f.person >= 0 AND f.verdict <> 'doubtful' AND NOT c.later
  GROUP BY f.channel_id, f.post_id, f.capture, f.person, f.kind, f.digest
),
stands AS (
  SELECT DISTINCT f.channel_id, f.post_id, f.person AS person_no, f.kind, f.digest
  FROM standing AS f
  JOIN merged AS m ON m.channel_id = f.channel_id AND m.post_id = f.post_id AND m.capture = f.capture
  WHERE f.person >= 0 AND f.verdict <> 'doubtful'
),
pairs AS (
  SELECT t.channel_id, t.post_id, t.capture, t.person_no, s.person_no AS as_no, count(*) AS shared
  FROM told AS t
  JOIN stands AS s ON s.channel_id = t.channel_id AND s.post_id = t.post_id AND s.kind = t.kind AND s.digest = t.digest
  GROUP BY t.channel_id, t.post_id, t.capture, t.person_no, s.person_no
),
placed AS (
  SELECT *,
    row_number() OVER (
      PARTITION BY channel_id, post_id, capture, person_no ORDER BY shared DESC, abs(as_no - person_no), as_no
    ) AS of_told,
    row_number() OVER (
      PARTITION BY channel_id, post_id, capture, as_no ORDER BY shared DESC, abs(as_no - person_no), person_no
    ) AS of_stands
  FROM pairs
),
numbered AS (
  SELECT t.channel_id, t.post_id, t.capture, CAST(coalesce(p.as_no, -1 - t.person_no) AS INTEGER) AS as_no, t.kind, t.digest, t.in_text,
    CASE WHEN c.at IS NULL THEN 0 ELSE 1 END AS timed
  FROM told AS t
  JOIN captures AS c ON c.channel_id = t.channel_id AND c.capture = t.capture
  LEFT JOIN placed AS p ON p.channel_id = t.channel_id AND p.post_id = t.post_id AND p.capture = t.capture
    AND p.person_no = t.person_no AND p.of_told = 1 AND p.of_stands = 1
),
best AS (
  SELECT channel_id, post_id, as_no, max(timed) AS timed FROM numbered GROUP BY channel_id, post_id, as_no
)
SELECT n.channel_id, n.post_id, n.capture, n.as_no, n.kind, n.digest, n.in_text
FROM numbered AS n
JOIN best AS b ON b.channel_id = n.channel_id AND b.post_id = n.post_id AND b.as_no = n.as_no AND b.timed = n.timed
