-- missing each: one row a row of the table completeness and part of the figure of that name that it belongs to, and what it adds
-- to that part: the sums are the parts of missing.sql, which says what each is; and one row a doubtful finding (part doubtful).
-- adds is null where the row says that the part cannot be told. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH ways AS (
  SELECT 'id_gaps' AS item, 'id_gaps' AS part, 'posts' AS way
  UNION ALL SELECT 'unsupported', 'unsupported', 'posts'
  UNION ALL SELECT 'undated', 'undated', 'posts'
  UNION ALL SELECT 'files', 'files_missing', 'present'
  UNION ALL SELECT 'repairs', 'repairs', 'times'
  UNION ALL SELECT 'quarantined', 'quarantined', 'times'
  UNION ALL SELECT 'local_clock', 'local_clock', 'posts'
  UNION ALL SELECT 'times_disagree', 'times_disagree', 'times'
  UNION ALL SELECT 'empty', 'empty', 'posts'
  UNION ALL SELECT 'files', 'files_absent', 'absent'
  UNION ALL SELECT 'no_reading', 'no_reading', 'posts'
  UNION ALL SELECT 'versions', 'versions', 'posts'
  UNION ALL SELECT 'single_source', 'single_source', 'posts'
  UNION ALL SELECT 'readings_doubted', 'readings_doubted', 'posts'
  UNION ALL SELECT 'later_lacks', 'later_lacks', 'posts'
  UNION ALL SELECT 'restricted', 'restricted', 'places'
  UNION ALL SELECT 'cut_short', 'cut_short', 'places'
  UNION ALL SELECT 'stated_posts', 'stated_posts', 'places'
  UNION ALL SELECT 'no_time', 'no_time', 'places'
  UNION ALL SELECT 'matched', 'matched', 'times'
  UNION ALL SELECT 'unkeyed', 'unkeyed', 'times'
  UNION ALL SELECT 'unread', 'unread', 'times'
  UNION ALL SELECT 'unshown', 'unshown', 'times'
  UNION ALL SELECT 'unknown_form', 'unknown_form', 'times'
  UNION ALL SELECT 'undecided', 'undecided', 'times'
  UNION ALL SELECT 'not_taken', 'not_taken', 'times'
  UNION ALL SELECT 'unsearched', 'unsearched', 'times'
),
said AS (
  SELECT w.part, w.way, c.channel_id, c.capture, c.source, c.item, c.code, c."count", c.bytes, c.detail,
    CASE WHEN coalesce(c.code, '') IN ('absent', 'outside') THEN 1 ELSE 0 END AS away
  FROM completeness AS c
  JOIN ways AS w ON w.item = c.item
),
gaps AS (
  SELECT *,
    CASE
      WHEN coalesce(code, 'ids_shared') = 'ids_shared' THEN 'id_gaps_unknown'
      WHEN code = 'kind_unknown' THEN 'id_gaps_kind_unknown'
      WHEN code = 'only_selections' THEN 'id_gaps_selections'
    END AS untold
  FROM completeness
  WHERE item = 'id_gaps' AND capture IS NULL AND "count" IS NULL
)
SELECT part, CAST(CASE WHEN way = 'places' THEN 1 ELSE "count" END AS BIGINT) AS adds, channel_id,
  CAST(NULL AS STRING) AS finding, capture, source, item, code, "count", bytes, detail
FROM said
WHERE way IN ('times', 'places')
  OR (way = 'posts' AND capture IS NULL)
  OR (way = 'present' AND capture IS NULL AND away = 0)
  OR (way = 'absent' AND capture IS NULL AND away = 1)
UNION ALL
SELECT untold, CAST(1 AS BIGINT), channel_id, CAST(NULL AS STRING), capture, source, item, code, "count", bytes, detail
FROM gaps
WHERE untold IS NOT NULL
UNION ALL
SELECT 'doubtful', CAST(1 AS BIGINT), channel_id,
  channel_id || '/' || post_id || '/' || "where" || '/' || CAST(start AS STRING) || '-' || CAST("end" AS STRING) || '/' || kind,
  CAST(NULL AS STRING), source, CAST(NULL AS STRING), verdict, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
  CAST(NULL AS STRING)
FROM findings
WHERE verdict = 'doubtful'
ORDER BY part, channel_id NULLS LAST, finding NULLS LAST, item NULLS LAST, code NULLS LAST, source NULLS LAST,
  capture NULLS LAST, detail NULLS LAST
