-- completeness gaps: one row a stretch of ids that are not there, the first of a channel (and capture) alone, with how many ids
-- lack there in all and in how many stretches. An id may stand twice. Ids of an album that a form shows as one post are there. No cause is claimed.
WITH placed AS (
  SELECT channel_id, capture, no, lag(no) OVER (PARTITION BY channel_id, capture ORDER BY no) AS no_was
  FROM numbers
),
gaps AS (
  SELECT channel_id, capture, no_was + 1 AS from_no, no - 1 AS to_no,
    row_number() OVER (PARTITION BY channel_id, capture ORDER BY no) AS place
  FROM placed
  WHERE no - no_was > 1
),
summed AS (
  SELECT channel_id, capture, from_no, to_no, place,
    sum(to_no - from_no + 1) OVER (PARTITION BY channel_id, capture) AS lacking,
    count(*) OVER (PARTITION BY channel_id, capture) AS stretches
  FROM gaps
)
SELECT channel_id, capture, 'id_gaps' AS item, CAST(lacking AS BIGINT) AS count, stretches, CAST(place AS INTEGER) AS place,
  CASE WHEN from_no = to_no THEN CAST(from_no AS STRING)
    ELSE CAST(from_no AS STRING) || '–' || CAST(to_no AS STRING) END AS stretch
FROM summed
WHERE place <= $shown
ORDER BY channel_id, capture, place
