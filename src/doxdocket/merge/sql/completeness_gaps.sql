-- completeness gaps: one row a channel (and capture) with ids between its first and last that are not there, and their
-- ranges, the first of them spelled out. An id may stand twice. Ids of an album that a form shows as one post are there. No cause is claimed.
WITH placed AS (
  SELECT channel_id, capture, no, lag(no) OVER (PARTITION BY channel_id, capture ORDER BY no) AS no_was
  FROM numbers
),
gaps AS (
  SELECT channel_id, capture, no_was + 1 AS from_no, no - 1 AS to_no,
    row_number() OVER (PARTITION BY channel_id, capture ORDER BY no) AS place
  FROM placed
  WHERE no - no_was > 1
)
SELECT channel_id, capture, 'id_gaps' AS item, CAST(sum(to_no - from_no + 1) AS BIGINT) AS count, count(*) AS stretches,
  string_agg(CASE WHEN place > $shown THEN NULL WHEN from_no = to_no THEN CAST(from_no AS VARCHAR)
    ELSE concat(CAST(from_no AS VARCHAR), '–', CAST(to_no AS VARCHAR)) END, ', ' ORDER BY place) AS detail
FROM gaps
GROUP BY channel_id, capture
