-- recheck rows: the findings of one row a post and capture, that which exposes most: where an id stands twice in a file, persons of
-- its two rows bear the same numbers and are not the same. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH placed AS (
  SELECT *, row_number() OVER (PARTITION BY channel_id, post_id, capture ORDER BY sure DESC, found DESC, row_no) AS place
  FROM claims
)
SELECT f.*
FROM findings AS f
JOIN placed AS p ON p.channel_id = f.channel_id AND p.post_id = f.post_id AND p.capture = f.capture
  AND p.row_no IS NOT DISTINCT FROM f.row_no
WHERE p.place = 1
