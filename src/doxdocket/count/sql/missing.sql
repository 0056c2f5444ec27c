-- missing: one row: what the captures say they lack. Serves 电子数据规定 (法发〔2016〕22号) Art. 22: completeness.
-- Gaps, unsupported and undated posts are of the merged posts; a file missing from every capture of a channel is missing.
WITH gaps AS (
  SELECT channel_id, max(post_no) - min(post_no) + 1 - count(DISTINCT post_no) AS gap
  FROM posts
  WHERE post_no IS NOT NULL
  GROUP BY channel_id
),
files AS (
  SELECT channel_id, min(files_missing) AS files_missing FROM channels GROUP BY channel_id
)
SELECT
  CAST(coalesce((SELECT sum(gap) FROM gaps), 0) AS BIGINT) AS id_gaps,
  (SELECT count(*) FROM posts WHERE type = 'unsupported') AS unsupported,
  (SELECT count(*) FROM posts WHERE date IS NULL) AS undated,
  CAST(coalesce((SELECT sum(files_missing) FROM files), 0) AS BIGINT) AS files_missing,
  (SELECT count(*) FROM warnings WHERE what = 'repair') AS repairs,
  (SELECT count(*) FROM warnings WHERE what = 'quarantine') AS quarantined
