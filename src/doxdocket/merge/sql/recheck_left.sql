-- recheck left: one row a publication of the earlier evidence whose post the settling capture shows: what became of its
-- values and of the post. A value that stood outside the text and that a later form does not show is unclear, not gone.
WITH value AS (
  SELECT t.channel_id, t.post_id, t.as_no, t.kind, t.digest, max(t.in_text) AS in_text,
    max(CASE WHEN c.form = s.form THEN 1 ELSE 0 END) AS same_form
  FROM told AS t
  JOIN settled AS s ON s.channel_id = t.channel_id AND s.post_id = t.post_id AND s.says = 'shown'
  JOIN captures AS c ON c.channel_id = t.channel_id AND c.capture = t.capture
  GROUP BY t.channel_id, t.post_id, t.as_no, t.kind, t.digest
),
rows_there AS (
  SELECT DISTINCT s.channel_id, s.post_id, i.post_id AS there, s.capture
  FROM settled AS s
  JOIN ids AS a ON a.channel_id = s.channel_id AND a.post_id = s.post_id
  JOIN ids AS i ON i.channel_id = a.channel_id AND i.id = a.id AND i.capture = s.capture
  WHERE s.says = 'shown'
),
there AS (
  SELECT DISTINCT r.channel_id, r.post_id, f.kind, f.digest
  FROM rows_there AS r
  JOIN findings AS f ON f.channel_id = r.channel_id AND f.post_id = r.there AND f.capture = r.capture
),
counted AS (
  SELECT v.channel_id, v.post_id, v.as_no,
    sum(CASE WHEN h.digest IS NULL AND (v.in_text = 1 OR v.same_form = 1) THEN 1 ELSE 0 END) AS items_gone,
    sum(CASE WHEN h.digest IS NULL AND v.in_text = 0 AND v.same_form = 0 THEN 1 ELSE 0 END) AS items_unclear
  FROM value AS v
  LEFT JOIN there AS h ON h.channel_id = v.channel_id AND h.post_id = v.post_id AND h.kind = v.kind AND h.digest = v.digest
  GROUP BY v.channel_id, v.post_id, v.as_no
),
before AS (
  SELECT t.channel_id, t.post_id, t.as_no, max(c.rank) AS rank
  FROM told AS t
  JOIN captures AS c ON c.channel_id = t.channel_id AND c.capture = t.capture
  WHERE c.at IS NOT NULL
  GROUP BY t.channel_id, t.post_id, t.as_no
),
changed AS (
  SELECT b.channel_id, b.post_id, b.as_no, array_to_string(list_sort(list_distinct(flatten(list(string_split(v.differs, ','))))), ',') AS differs
  FROM before AS b
  JOIN settled AS s ON s.channel_id = b.channel_id AND s.post_id = b.post_id
  JOIN captures AS c ON c.channel_id = b.channel_id AND c.rank > b.rank AND c.rank <= s.rank
  JOIN versions AS v ON v.channel_id = b.channel_id AND v.post_id = b.post_id AND v.capture = c.capture
  WHERE v.differs <> ''
  GROUP BY b.channel_id, b.post_id, b.as_no
)
SELECT c.*, coalesce(d.differs, '') AS differs
FROM counted AS c
LEFT JOIN changed AS d ON d.channel_id = c.channel_id AND d.post_id = c.post_id AND d.as_no = c.as_no
