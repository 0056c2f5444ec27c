-- missing: one row: what the captures say they lack. Serves 电子数据规定 (法发〔2016〕22号) Art. 22: completeness.
-- Gaps, unsupported and undated posts are of the merged posts; a file missing from every capture of a channel is missing.
-- Where the ids of a chat do not follow one another (private chats and small groups share one row of numbers for the whole
-- account) no gap can be told: id_gaps sums the other channels, id_gaps_unknown says how many chats these are. Ids below zero are
-- of a small group that became this one, and no gap lies between them and the first.
WITH loose AS (
  SELECT channel_id FROM channels GROUP BY channel_id HAVING count(id_gaps) < count(*)
),
gaps AS (
  SELECT channel_id, max(post_no) - min(post_no) + 1 - count(DISTINCT post_no) AS gap
  FROM posts
  WHERE post_no > 0 AND channel_id NOT IN (SELECT channel_id FROM loose)
  GROUP BY channel_id
),
files AS (
  SELECT channel_id, min(files_missing) AS files_missing FROM channels GROUP BY channel_id
)
SELECT
  CAST((SELECT sum(gap) FROM gaps) AS BIGINT) AS id_gaps,
  (SELECT count(*) FROM loose) AS id_gaps_unknown,
  (SELECT count(*) FROM posts WHERE type = 'unsupported') AS unsupported,
  (SELECT count(*) FROM posts WHERE date IS NULL) AS undated,
  CAST(coalesce((SELECT sum(files_missing) FROM files), 0) AS BIGINT) AS files_missing,
  (SELECT count(*) FROM warnings WHERE what = 'repair') AS repairs,
  (SELECT count(*) FROM warnings WHERE what = 'quarantine') AS quarantined
