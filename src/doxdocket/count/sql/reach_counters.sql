-- reach_counters: one row a post and counter (forwards, reactions of all kinds together): the reading of the last capture that has
-- one. Serves 法释〔2013〕21号 Art. 2 (forwarded five hundred times). A channel's subscribers stand in it with no post.
WITH read AS (
  SELECT r.channel_id, coalesce(r.post_id, '') AS post, r.what, coalesce(r.label, '') AS label, r.low, r.value, r.high,
    coalesce(c.rank, CAST(-1 AS BIGINT)) AS rank, coalesce(r.at, c.at) AS moment
  FROM readings AS r
  LEFT JOIN captures AS c ON c.channel_id = r.channel_id AND c.capture = r.capture
  WHERE (r.what IN ('forwards', 'reactions') AND r.post_id IS NOT NULL) OR (r.what = 'subscribers' AND r.post_id IS NULL AND r.high > 0)
),
last AS (
  SELECT channel_id, post, what, max(rank) AS rank FROM read GROUP BY channel_id, post, what
),
labels AS (
  SELECT r.channel_id, r.post, r.what, r.label, min(r.low) AS low, max(r.value) AS value, max(r.high) AS high, max(r.moment) AS moment
  FROM read AS r
  JOIN last AS l ON l.channel_id = r.channel_id AND l.post = r.post AND l.what = r.what AND l.rank = r.rank
  GROUP BY r.channel_id, r.post, r.what, r.label
)
SELECT channel_id, post, what, CAST(sum(low) AS BIGINT) AS low, CAST(sum(value) AS BIGINT) AS value, CAST(sum(high) AS BIGINT) AS high,
  max(moment) AS moment
FROM labels
GROUP BY channel_id, post, what
