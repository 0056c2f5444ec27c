-- captures: one row a channel and capture, in the order of time.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 14: when each showing was taken, and who says so.
-- A capture of which nobody says when it was made was made after its last post and its last edit: there it is put, with no
-- moment. A time before them, or after the file came into the case, cannot be: it counts as unsaid. The order of
-- taking in decides nothing, so that the same files give the same figures.
WITH edits AS (
  SELECT p.channel_id, p.capture, max(p.edited) AS edited
  FROM posts AS p
  JOIN sources AS s ON s.source = p.source AND p.edited <= s.taken_at
  GROUP BY p.channel_id, p.capture
),
bounded AS (
  SELECT c.channel_id, c.capture, greatest(c.last_date, e.edited) AS last_moment
  FROM channels AS c
  LEFT JOIN edits AS e ON e.channel_id = c.channel_id AND e.capture = c.capture
),
told AS (
  SELECT c.*, s.form, s.fullness,
    coalesce(c.captured_at, s.captured_at) AS said,
    CASE WHEN c.captured_at IS NOT NULL THEN c.captured_how WHEN s.captured_at IS NOT NULL THEN 'stated' END AS how,
    CASE WHEN b.last_moment <= s.taken_at THEN b.last_moment END AS last_known,
    coalesce(c.captured_at, s.captured_at) <= s.taken_at
      AND coalesce(coalesce(c.captured_at, s.captured_at) >= b.last_moment, true) AS possible
  FROM channels AS c
  JOIN bounded AS b ON b.channel_id = c.channel_id AND b.capture = c.capture
  JOIN sources AS s ON s.source = c.source
)
SELECT channel_id, capture, source, form,
  CASE WHEN possible THEN said END AS at, CASE WHEN possible THEN how END AS at_how,
  extent, first_post, last_post, id_gaps, posts,
  CAST(row_number() OVER (
    ORDER BY coalesce(CASE WHEN possible THEN said END, last_known) NULLS FIRST, last_known NULLS FIRST, fullness,
      capture, channel_id
  ) AS BIGINT) AS rank,
  coalesce(reach_first, first_post) AS reach_first, coalesce(reach_last, last_post) AS reach_last
FROM told
ORDER BY rank
