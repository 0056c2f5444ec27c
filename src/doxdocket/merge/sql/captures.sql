-- captures: one row a channel and capture, in the order of time.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 14: when each showing was taken, and who says so.
-- A capture of which nobody says when it was made was made after its last post: there it is put, with no moment. A time
-- before the capture's own last post, or after the file came into the case, cannot be: it counts as unsaid. The order of
-- taking in decides nothing, so that the same files give the same figures.
WITH told AS (
  SELECT c.*, s.form, s.fullness,
    coalesce(c.captured_at, s.captured_at) AS said,
    CASE WHEN c.captured_at IS NOT NULL THEN c.captured_how WHEN s.captured_at IS NOT NULL THEN 'stated' END AS how,
    CASE WHEN c.last_date <= s.taken_at THEN c.last_date END AS last_known,
    coalesce(c.captured_at, s.captured_at) <= s.taken_at
      AND coalesce(coalesce(c.captured_at, s.captured_at) >= c.last_date, true) AS possible
  FROM channels AS c
  JOIN sources AS s ON s.source = c.source
)
SELECT channel_id, capture, source, form,
  CASE WHEN possible THEN said END AS at, CASE WHEN possible THEN how END AS at_how,
  extent, first_post, last_post, id_gaps, posts,
  row_number() OVER (
    ORDER BY coalesce(CASE WHEN possible THEN said END, last_known) NULLS FIRST, last_known NULLS FIRST, fullness,
      capture, channel_id
  ) AS rank,
  coalesce(reach_first, first_post) AS reach_first, coalesce(reach_last, last_post) AS reach_last
FROM told
ORDER BY rank
