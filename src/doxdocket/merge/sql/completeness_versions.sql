-- completeness versions: one row a post that differs between captures: the first of a channel alone, with how many there are,
-- and its id where it is a number. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH several AS (
  SELECT channel_id, post_id, post_no, row_number() OVER (PARTITION BY channel_id ORDER BY post_no NULLS LAST, post_id) AS place
  FROM merged
  WHERE versions > 1
),
told AS (
  SELECT *, count(*) OVER (PARTITION BY channel_id) AS found FROM several
)
SELECT channel_id, 'versions' AS item, found AS count, found AS stretches, CAST(place AS INTEGER) AS place,
  CASE WHEN post_no IS NOT NULL THEN post_id END AS stretch
FROM told
WHERE place <= $shown
ORDER BY channel_id, place
