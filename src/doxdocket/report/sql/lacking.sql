-- lacking: one row an item of completeness, its code and channel: how much, and its ranges where it has some.
-- Of a channel the row of all its captures together counts; where the table has none of an item that has such rows, nothing lacks
-- of the whole, and each_sum says what the captures lack one by one. Of other items the captures are summed (summed: more
-- than one of them). What a file claims, and the ids before its first, stand file by file (claim). Law: 法发〔2016〕22号 art. 22.
WITH said AS (
  SELECT *, capture IS NULL AND source IS NULL AS whole,
    CASE WHEN item IN ('ids_before', 'stated_posts', 'stated_range') THEN source END AS claim,
    item IN ('id_gaps', 'later_lacks', 'unsupported', 'empty', 'undated', 'local_clock', 'no_reading', 'versions', 'single_source',
      'readings_doubted', 'files') AS merges
  FROM completeness
)
SELECT item, code, channel_id,
  CAST(CASE WHEN count(CASE WHEN whole THEN 1 END) > 0 THEN sum(CASE WHEN whole THEN count END)
    WHEN bool_or(merges) THEN 0 ELSE sum(count) END AS BIGINT) AS count,
  CAST(CASE WHEN bool_or(merges) AND count(CASE WHEN whole THEN 1 END) = 0 THEN sum(count) END AS BIGINT) AS each_sum,
  NOT bool_or(merges) AND count(capture) > 1 AS summed,
  coalesce(max(CASE WHEN whole THEN detail END), CASE WHEN count(*) = 1 THEN max(detail) END) AS detail, claim
FROM said
GROUP BY item, code, channel_id, claim
ORDER BY item, code NULLS LAST, channel_id NULLS LAST, claim NULLS LAST
