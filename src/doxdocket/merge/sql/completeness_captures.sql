-- completeness captures: one row a capture and thing that its row says: no time, ids before its first, what it claims to
-- hold against what it holds. Serves 电子数据规定 (法发〔2016〕22号) Art. 14 (time) and Art. 22.
SELECT c.channel_id, c.capture, c.source, 'no_time' AS item, CAST(NULL AS STRING) AS code, CAST(1 AS BIGINT) AS count,
  CAST(NULL AS STRING) AS detail
FROM captures AS c
WHERE c.at IS NULL
UNION ALL
SELECT c.channel_id, c.capture, c.source, 'ids_before', NULL, c.first_post - 1, NULL
FROM captures AS c
WHERE c.extent = 'whole' AND c.gapless AND c.first_post > 1
UNION ALL
SELECT h.channel_id, h.capture, h.source, 'stated_posts', NULL, h.stated_posts - h.posts,
  CAST(h.stated_posts AS STRING) || ' / ' || CAST(h.posts AS STRING)
FROM channels AS h
WHERE h.stated_posts <> h.posts
UNION ALL
SELECT h.channel_id, h.capture, h.source, 'stated_range', NULL,
  CASE WHEN h.first_date < h.stated_first THEN 1 ELSE 0 END + CASE WHEN h.last_date > h.stated_last THEN 1 ELSE 0 END,
  coalesce(substr(CAST(h.stated_first AS STRING), 1, 16), '…') || ' – '
    || coalesce(substr(CAST(h.stated_last AS STRING), 1, 16), '…') || ' / '
    || coalesce(substr(CAST(h.first_date AS STRING), 1, 16), '…') || ' – '
    || coalesce(substr(CAST(h.last_date AS STRING), 1, 16), '…') || ' UTC'
FROM channels AS h
WHERE h.stated_first IS NOT NULL OR h.stated_last IS NOT NULL
