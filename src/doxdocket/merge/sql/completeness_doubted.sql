-- completeness doubted: one row a post whose view count another file contradicts, as doubted.sql tells them: the first of a channel
-- and code alone, with how many there are. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH numbered AS (
  SELECT d.channel_id, d.post_id, d.code, n.post_no,
    row_number() OVER (PARTITION BY d.channel_id, d.code ORDER BY n.post_no NULLS LAST, d.post_id) AS place
  FROM doubted AS d
  JOIN merged AS n ON n.channel_id = d.channel_id AND n.post_id = d.post_id
),
told AS (
  SELECT *, count(*) OVER (PARTITION BY channel_id, code) AS found FROM numbered
)
SELECT channel_id, 'readings_doubted' AS item, code, found AS count, found AS stretches, CAST(place AS INTEGER) AS place,
  CASE WHEN post_no IS NOT NULL THEN post_id END AS stretch
FROM told
WHERE place <= $shown
ORDER BY channel_id, code, place
