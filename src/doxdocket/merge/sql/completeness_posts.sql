-- completeness posts: one row a channel, capture and thing that its posts lack.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 22 (whether electronic data are complete).
WITH counted AS (
  SELECT channel_id, capture, source,
    count(CASE WHEN type = 'unsupported' THEN 1 END) AS unsupported,
    count(CASE WHEN date IS NULL AND date_local IS NULL THEN 1 END) AS undated,
    count(CASE WHEN date IS NULL AND date_local IS NOT NULL THEN 1 END) AS local_clock,
    count(CASE WHEN state = 'empty' THEN 1 END) AS empty,
    count(CASE WHEN state = 'deleted' THEN 1 END) AS deleted,
    count(CASE WHEN state = 'unknown' THEN 1 END) AS unknown
  FROM posts
  GROUP BY channel_id, capture, source
)
SELECT channel_id, capture, source, 'unsupported' AS item, CAST(NULL AS STRING) AS code, unsupported AS count FROM counted
UNION ALL SELECT channel_id, capture, source, 'undated', NULL, undated FROM counted
UNION ALL SELECT channel_id, capture, source, 'local_clock', NULL, local_clock FROM counted
UNION ALL SELECT channel_id, capture, source, 'empty', NULL, empty FROM counted
UNION ALL SELECT channel_id, capture, source, 'state', 'deleted', deleted FROM counted
UNION ALL SELECT channel_id, capture, source, 'state', 'unknown', unknown FROM counted
