-- completeness merged: one row a channel and thing that its posts lack, whatever capture is looked at.
-- A reading of one post of an album is one of the album. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH clocks AS (
  SELECT DISTINCT p.channel_id, p.post_id FROM posts AS p WHERE p.date IS NULL AND p.date_local IS NOT NULL
),
emptied AS (
  SELECT DISTINCT p.channel_id, p.post_id FROM posts AS p WHERE p.state = 'empty'
),
read AS (
  SELECT DISTINCT m.channel_id, coalesce(m.album, m.post_id) AS whole
  FROM readings AS r
  JOIN merged AS m ON m.channel_id = r.channel_id AND m.post_id = r.post_id
  WHERE r.what = 'views'
),
counted AS (
  SELECT m.channel_id,
    count(CASE WHEN m.type = 'unsupported' THEN 1 END) AS unsupported,
    count(CASE WHEN m.date IS NULL AND c.post_id IS NULL THEN 1 END) AS undated,
    count(CASE WHEN m.date IS NULL AND c.post_id IS NOT NULL THEN 1 END) AS local_clock,
    count(e.post_id) AS empty,
    count(CASE WHEN m.type <> 'service' AND r.whole IS NULL THEN 1 END) AS no_reading
  FROM merged AS m
  LEFT JOIN clocks AS c ON c.channel_id = m.channel_id AND c.post_id = m.post_id
  LEFT JOIN emptied AS e ON e.channel_id = m.channel_id AND e.post_id = m.post_id
  LEFT JOIN read AS r ON r.channel_id = m.channel_id AND r.whole = coalesce(m.album, m.post_id)
  GROUP BY m.channel_id
)
SELECT channel_id, 'unsupported' AS item, unsupported AS count FROM counted
UNION ALL SELECT channel_id, 'undated', undated FROM counted
UNION ALL SELECT channel_id, 'local_clock', local_clock FROM counted
UNION ALL SELECT channel_id, 'empty', empty FROM counted
UNION ALL SELECT channel_id, 'no_reading', no_reading FROM counted
