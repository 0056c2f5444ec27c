-- views_data: one row a person whom a post (an album is one) surely exposes by what an edit took away later, and a reading's post of it: the last
-- reading while that stood, at its least; 0 where it was read only after. Serves 法释〔2013〕21号 Art. 2 and 民法典 Art. 998: views of data, which
-- nobody saw there any more. That stood in every capture that shows the version of one of its captures (dossiers.stood).
WITH gone AS (
  SELECT DISTINCT d.channel_id, coalesce(p.album, p.post_id) AS unit, d.person, w.capture
  FROM dossiers AS d
  JOIN posts AS p ON p.channel_id = d.channel_id AND p.post_id = d.post_id
  JOIN versions AS v ON v.channel_id = d.channel_id AND v.post_id = d.post_id AND d.stood LIKE '% ' || v.capture || ' %'
  JOIN versions AS w ON w.channel_id = v.channel_id AND w.post_id = v.post_id AND w.version = v.version
  WHERE d.stood IS NOT NULL AND LOW
),
seen AS (
  SELECT g.channel_id, g.unit, g.person, r.post_id, r.low, r.rank, r.moment,
    max(r.rank) OVER (PARTITION BY g.channel_id, g.unit, g.person, r.post_id) AS last
  FROM gone AS g
  JOIN posts AS p ON p.channel_id = g.channel_id AND coalesce(p.album, p.post_id) = g.unit
  JOIN views_read AS r ON r.channel_id = p.channel_id AND r.post_id = p.post_id AND r.capture = g.capture
)
SELECT channel_id, unit, person, post_id, min(CASE WHEN rank = last OR moment IS NULL THEN low END) AS low
FROM seen
GROUP BY channel_id, unit, person, post_id
