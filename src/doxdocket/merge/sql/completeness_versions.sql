-- completeness versions: one row a channel with posts that differ between captures; their ids where they are numbers, the first
-- of them spelled out. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH several AS (
  SELECT channel_id, post_id, post_no, row_number() OVER (PARTITION BY channel_id ORDER BY post_no NULLS LAST, post_id) AS place
  FROM merged
  WHERE versions > 1
)
SELECT channel_id, 'versions' AS item, count(*) AS count, count(*) AS stretches,
  string_agg(CASE WHEN place <= $shown AND post_no IS NOT NULL THEN post_id END, ', ' ORDER BY place) AS detail
FROM several
GROUP BY channel_id
