-- latest conduct: one row a stretch of conduct, of those rows that stand for their posts (merged.sql).
-- Serves 网络暴力信息治理规定 and 法发〔2023〕14号: one post captured twice is not counted twice.
SELECT c.*
FROM conduct AS c
JOIN latest AS k ON c.channel_id = k.channel_id AND c.post_id = k.post_id AND c.capture = k.capture
  AND c.row_no IS NOT DISTINCT FROM k.row_no
ORDER BY c.channel_id, c.post_no, c.post_id, c."where", c.start, c."end", c.label
