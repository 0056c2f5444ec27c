-- missing: one row a channel and capture; what the capture lacks. Law: 法发〔2016〕22号 art. 22 to 24 (integrity and completeness).
WITH mended AS (
  SELECT channel_id, source, CAST(SUM(repairs) AS BIGINT) AS repairs FROM posts GROUP BY channel_id, source
),
apart AS (
  SELECT channel_id, source, CAST(SUM(byte_end - byte_start) AS BIGINT) AS quarantined
  FROM warnings WHERE what = 'quarantine' AND channel_id IS NOT NULL GROUP BY channel_id, source
)
SELECT c.channel_id, c.source, c.posts, c.id_gaps, c.unsupported, c.undated, c.files_missing,
       CAST(COALESCE(mended.repairs, 0) AS BIGINT) AS repairs, CAST(COALESCE(apart.quarantined, 0) AS BIGINT) AS quarantined,
       c.posts AS no_reading
FROM channels c
LEFT JOIN mended ON mended.channel_id = c.channel_id AND mended.source = c.source
LEFT JOIN apart ON apart.channel_id = c.channel_id AND apart.source = c.source
ORDER BY c.channel_id, c.source
