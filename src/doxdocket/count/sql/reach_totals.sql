-- reach_totals: one row a channel or month: its posts, those with personal information (high), and of each how many have a reading.
-- Serves 法发〔2016〕22号 Art. 22: what has no reading is told beside the sums; it is not zero and nothing is reckoned for it.
-- An album is one post here, with one counter. growth: of posts that were read at two moments.
WITH parts AS (
  SELECT 'channel ' || channel_id AS part, * FROM reach
  UNION ALL
  SELECT 'month ' || coalesce(month, '') AS part, * FROM reach
),
units AS (
  SELECT part, channel_id, coalesce(album, post_id) AS unit, max(seen_high) AS seen, max(seen_at) AS seen_at,
    min(first_at) AS first_at, max(growth) AS growth, max(CASE WHEN exposes IS NOT NULL THEN 1 ELSE 0 END) AS pi,
    max(CASE WHEN over_views IS NOT NULL THEN 1 ELSE 0 END) AS over_views,
    max(CASE WHEN over_forwards IS NOT NULL THEN 1 ELSE 0 END) AS over_forwards,
    max(members_low) AS members_low, max(members) AS members, max(members_high) AS members_high, max(members_at) AS members_at
  FROM parts
  GROUP BY part, channel_id, coalesce(album, post_id)
)
SELECT part, count(*) AS posts, count(seen) AS read, CAST(sum(pi) AS BIGINT) AS pi_posts,
  count(CASE WHEN pi = 1 THEN seen END) AS pi_read, CAST(sum(pi * over_views) AS BIGINT) AS pi_over_views,
  CAST(sum(pi * over_forwards) AS BIGINT) AS pi_over_forwards, count(growth) AS read_twice, CAST(sum(growth) AS BIGINT) AS growth,
  min(first_at) AS first_at, max(seen_at) AS last_at, max(members_low) AS members_low, max(members) AS members,
  max(members_high) AS members_high, max(members_at) AS members_at
FROM units
GROUP BY part
