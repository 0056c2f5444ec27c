-- lacking: one row an item of completeness, its code and channel: how much, in which files, and its ranges where it has some.
-- Of a channel the row of all its captures together counts where there is one. What a file claims stands file by file.
WITH said AS (
  SELECT *, capture IS NULL AND source IS NULL AS whole,
    CASE WHEN item IN ('stated_posts', 'stated_range') THEN source END AS claim
  FROM completeness
)
SELECT item, code, channel_id,
  CAST(CASE WHEN count(CASE WHEN whole THEN 1 END) > 0 THEN sum(CASE WHEN whole THEN count END) ELSE sum(count) END AS BIGINT)
    AS count,
  coalesce(max(CASE WHEN whole THEN detail END), CASE WHEN count(*) = 1 THEN max(detail) END) AS detail,
  list(DISTINCT source) FILTER (WHERE source IS NOT NULL) AS sources
FROM said
GROUP BY item, code, channel_id, claim
ORDER BY item, code, channel_id NULLS LAST, claim
