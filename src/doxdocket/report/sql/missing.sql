-- missing: one row a channel and file: what its captures reach, and what they lack. Law: 法发〔2016〕22号 art. 22 to 24.
-- A file of a web archive holds many captures; ids that are not there are counted where a capture holds a whole stretch.
WITH held AS (
  SELECT c.channel_id, c.source, count(*) AS captures, min(c.at) AS first_at, max(c.at) AS last_at, min(c.at_how) AS at_how,
    min(c.extent) AS extent, count(DISTINCT c.extent) AS extents, min(c.first_post) AS first_post,
    max(c.last_post) AS last_post, sum(c.posts) AS posts, min(c.rank) AS rank,
    sum(CASE WHEN c.extent IN ('whole', 'window') THEN coalesce(c.id_gaps, g.count,
      CASE WHEN c.channel_id LIKE 'telegram:channel:%' OR c.channel_id LIKE 'telegram:supergroup:%' THEN 0 END)
    END) AS id_gaps
  FROM captures AS c
  LEFT JOIN completeness AS g ON g.channel_id = c.channel_id AND g.capture = c.capture AND g.item = 'id_gaps'
  GROUP BY c.channel_id, c.source
),
lacks AS (
  SELECT channel_id, source,
    sum(CASE WHEN item = 'unsupported' THEN count END) AS unsupported,
    sum(CASE WHEN item = 'undated' THEN count END) AS undated,
    sum(CASE WHEN item = 'local_clock' THEN count END) AS local_clock,
    sum(CASE WHEN item = 'files' THEN count END) AS files_missing,
    sum(CASE WHEN item = 'repairs' THEN count END) AS repairs,
    sum(CASE WHEN item = 'quarantined' THEN bytes END) AS quarantined,
    sum(CASE WHEN item = 'no_reading' THEN count END) AS no_reading
  FROM completeness
  WHERE source IS NOT NULL
  GROUP BY channel_id, source
)
SELECT h.channel_id, h.source, h.captures, h.first_at, h.last_at, h.at_how, CASE WHEN h.extents = 1 THEN h.extent END AS extent,
  h.first_post, h.last_post, CAST(h.posts AS BIGINT) AS posts, CAST(h.id_gaps AS BIGINT) AS id_gaps,
  CAST(coalesce(l.unsupported, 0) AS BIGINT) AS unsupported, CAST(coalesce(l.undated, 0) AS BIGINT) AS undated,
  CAST(coalesce(l.local_clock, 0) AS BIGINT) AS local_clock,
  CAST(coalesce(l.files_missing, 0) AS BIGINT) AS files_missing, CAST(coalesce(l.repairs, 0) AS BIGINT) AS repairs,
  CAST(coalesce(l.quarantined, 0) AS BIGINT) AS quarantined, CAST(coalesce(l.no_reading, 0) AS BIGINT) AS no_reading
FROM held AS h
LEFT JOIN lacks AS l ON l.channel_id = h.channel_id AND l.source = h.source
ORDER BY h.channel_id, h.rank, h.source
