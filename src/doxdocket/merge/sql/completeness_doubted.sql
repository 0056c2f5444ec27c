-- completeness doubted: one row a channel and code: posts whose view count another file contradicts, as doubted.sql tells them.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH numbered AS (
  SELECT d.channel_id, d.post_id, d.code, n.post_no,
    row_number() OVER (PARTITION BY d.channel_id, d.code ORDER BY n.post_no NULLS LAST, d.post_id) AS place
  FROM doubted AS d
  JOIN merged AS n ON n.channel_id = d.channel_id AND n.post_id = d.post_id
)
SELECT channel_id, 'readings_doubted' AS item, code, count(*) AS count, count(*) AS stretches,
  string_agg(CASE WHEN place <= $shown AND post_no IS NOT NULL THEN post_id END, ', ' ORDER BY place) AS detail
FROM numbered
GROUP BY channel_id, code
