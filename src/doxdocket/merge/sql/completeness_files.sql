-- completeness files: one row a channel, capture and reason why files that its posts name are not in the case; and one row
-- a channel (no capture): of every post what its fullest capture lacks. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH named AS (
  SELECT channel_id, capture, post_id, min(source) AS source, status, count(*) AS files
  FROM media
  GROUP BY channel_id, capture, post_id, status
),
each AS (
  SELECT channel_id, capture, post_id, sum(CASE WHEN status <> 'included' THEN files ELSE 0 END) AS lacking
  FROM named
  GROUP BY channel_id, capture, post_id
),
best AS (
  SELECT channel_id, capture, post_id,
    row_number() OVER (PARTITION BY channel_id, post_id ORDER BY lacking, capture) AS place
  FROM each
)
SELECT channel_id, capture, min(source) AS source, status AS code, CAST(sum(files) AS BIGINT) AS count
FROM named
WHERE status <> 'included'
GROUP BY channel_id, capture, status
UNION ALL
SELECT n.channel_id, NULL, NULL, n.status, CAST(sum(n.files) AS BIGINT)
FROM named AS n
JOIN best AS b ON b.channel_id = n.channel_id AND b.capture = n.capture AND b.post_id = n.post_id AND b.place = 1
WHERE n.status <> 'included'
GROUP BY n.channel_id, n.status
