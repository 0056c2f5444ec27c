-- completeness later: one row a post that an earlier capture shows and that this capture (none: the last word of
-- all), whose stretch of ids it lies in, lacks: the first of a channel and capture alone, with how many there are, and its id where it is a number.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 22. Captures without a time are not put in order, nor are those of one time.
WITH timed AS (
  SELECT * FROM says WHERE says.at IS NOT NULL AND says IN ('shown', 'lacks', 'empty', 'deleted')
),
placed AS (
  SELECT *,
    max(CASE WHEN says = 'shown' THEN timed.at END) OVER (PARTITION BY channel_id, post_id ORDER BY timed.at) AS shown_last,
    row_number() OVER (PARTITION BY channel_id, post_id ORDER BY rank DESC) AS from_last
  FROM timed
),
lacking AS (
  SELECT channel_id, capture, post_id, from_last FROM placed WHERE says <> 'shown' AND shown_last < placed.at
),
gathered AS (
  SELECT channel_id, capture, post_id FROM lacking
  UNION ALL
  SELECT channel_id, NULL, post_id FROM lacking WHERE from_last = 1
),
numbered AS (
  SELECT b.channel_id, b.capture, b.post_id, n.post_no,
    row_number() OVER (PARTITION BY b.channel_id, b.capture ORDER BY n.post_no NULLS LAST, b.post_id) AS place
  FROM gathered AS b
  JOIN ids AS n ON n.channel_id = b.channel_id AND n.post_id = b.post_id AND n.id = b.post_id
  GROUP BY b.channel_id, b.capture, b.post_id, n.post_no
),
told AS (
  SELECT *, count(*) OVER (PARTITION BY channel_id, capture) AS found FROM numbered
)
SELECT channel_id, capture, 'later_lacks' AS item, found AS count, found AS stretches, CAST(place AS INTEGER) AS place,
  CASE WHEN post_no IS NOT NULL THEN post_id END AS stretch
FROM told
WHERE place <= $shown
ORDER BY channel_id, capture, place
