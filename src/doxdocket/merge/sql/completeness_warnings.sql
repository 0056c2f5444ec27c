-- completeness warnings: one row a file, channel and code of what its parser met. Notices of a whole chat
-- hold as detail of how many posts they speak. The capture is named where the file has one of that channel only.
WITH single AS (
  SELECT channel_id, source, min(capture) AS capture
  FROM captures
  GROUP BY channel_id, source
  HAVING count(*) = 1
)
SELECT w.channel_id, o.capture, w.source, w.what, w.code,
  CAST(sum(CASE WHEN w.code = 'times_disagree' THEN coalesce(TRY_CAST(w.detail AS BIGINT), 1) ELSE 1 END) AS BIGINT) AS count,
  CAST(sum(coalesce(w.byte_end - w.byte_start, 0)) AS BIGINT) AS bytes
FROM warnings AS w
LEFT JOIN single AS o ON o.channel_id = w.channel_id AND o.source = w.source
GROUP BY w.channel_id, o.capture, w.source, w.what, w.code
