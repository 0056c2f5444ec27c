-- recheck left: one row a publication of the earlier evidence whose post the settling capture shows: what became of its
-- values and of the post. A value that stood outside the text and that a later form does not show is unclear, not gone; so is
-- one that is no longer there while the post shows more files than before: it may stand in a picture now.
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
before AS (
  SELECT t.channel_id, t.post_id, t.as_no, max(c.rank) AS rank
  FROM told AS t
  JOIN captures AS c ON c.channel_id = t.channel_id AND c.capture = t.capture
  WHERE c.at IS NOT NULL
  GROUP BY t.channel_id, t.post_id, t.as_no
),
whole_of AS (
  SELECT f.channel_id, f.capture, coalesce(a.album, f.post_id) AS whole, sum(f.files) AS files
  FROM files AS f
  LEFT JOIN albums AS a ON a.channel_id = f.channel_id AND a.post_id = f.post_id
  GROUP BY f.channel_id, f.capture, coalesce(a.album, f.post_id)
),
pictured AS (
  SELECT b.channel_id, b.post_id, b.as_no, CASE WHEN n.files > f.files THEN 1 ELSE 0 END AS pictured
  FROM before AS b
  JOIN settled AS s ON s.channel_id = b.channel_id AND s.post_id = b.post_id
  JOIN captures AS c ON c.channel_id = b.channel_id AND c.rank = b.rank
  LEFT JOIN albums AS a ON a.channel_id = b.channel_id AND a.post_id = b.post_id
  JOIN whole_of AS f ON f.channel_id = b.channel_id AND f.whole = coalesce(a.album, b.post_id) AND f.capture = c.capture
  JOIN whole_of AS n ON n.channel_id = b.channel_id AND n.whole = coalesce(a.album, b.post_id) AND n.capture = s.capture
),
counted AS (
  SELECT v.channel_id, v.post_id, v.as_no, coalesce(max(p.pictured), 0) AS pictured,
    CAST(sum(CASE WHEN h.digest IS NULL AND (v.in_text = 1 OR v.same_form = 1) AND coalesce(p.pictured, 0) = 0 THEN 1 ELSE 0 END)
      AS BIGINT) AS items_gone,
    CAST(sum(CASE WHEN h.digest IS NULL AND ((v.in_text = 0 AND v.same_form = 0) OR p.pictured = 1) THEN 1 ELSE 0 END)
      AS BIGINT) AS items_unclear
  FROM value AS v
  LEFT JOIN pictured AS p ON p.channel_id = v.channel_id AND p.post_id = v.post_id AND p.as_no = v.as_no
  LEFT JOIN there AS h ON h.channel_id = v.channel_id AND h.post_id = v.post_id AND h.kind = v.kind AND h.digest = v.digest
  GROUP BY v.channel_id, v.post_id, v.as_no
),
changed AS (
  SELECT b.channel_id, b.post_id, b.as_no, concat_ws(',',
    max(CASE WHEN ',' || v.differs || ',' LIKE '%,author,%' THEN 'author' END),
    max(CASE WHEN ',' || v.differs || ',' LIKE '%,edited,%' THEN 'edited' END),
    max(CASE WHEN ',' || v.differs || ',' LIKE '%,fields,%' THEN 'fields' END),
    max(CASE WHEN ',' || v.differs || ',' LIKE '%,forwarded_from,%' THEN 'forwarded_from' END),
    max(CASE WHEN ',' || v.differs || ',' LIKE '%,media,%' THEN 'media' END),
    max(CASE WHEN ',' || v.differs || ',' LIKE '%,text,%' THEN 'text' END),
    max(CASE WHEN ',' || v.differs || ',' LIKE '%,type,%' THEN 'type' END)) AS differs
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
