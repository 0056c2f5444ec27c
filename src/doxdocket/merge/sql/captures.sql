-- captures: one row a channel and capture, in the order of time.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 14: when each showing was taken, and who says so.
-- A capture of which nobody says when it was made was made after its last post: there it is put, with no moment.
SELECT
  c.channel_id, c.capture, c.source, s.form,
  coalesce(c.captured_at, s.captured_at) AS at,
  CASE WHEN c.captured_at IS NOT NULL THEN c.captured_how WHEN s.captured_at IS NOT NULL THEN 'stated' END AS at_how,
  c.extent, c.first_post, c.last_post, c.id_gaps, c.posts,
  row_number() OVER (
    ORDER BY coalesce(c.captured_at, s.captured_at, c.last_date) NULLS FIRST, c.last_date NULLS FIRST, s.fullness,
      s.taken, c.capture, c.channel_id
  ) AS rank
FROM channels AS c
JOIN sources AS s ON s.source = c.source
ORDER BY rank
