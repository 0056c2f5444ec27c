-- views each: one row a post with a view reading, and what it adds to each figure of views at each bound: the sums of those
-- columns are the figures of views.sql, which says what low and high are. Null: the post is not in that figure at that bound;
-- 0: it is, and another post of the same album or story carries the reading. Serves 法释〔2017〕10号 Art. 5: reach, in times seen.
WITH placed AS (
  SELECT r.channel_id, r.post_id, r.low, r.value, r.high,
    row_number() OVER (
      PARTITION BY r.channel_id, r.post_id ORDER BY c.rank DESC NULLS LAST, r.at DESC NULLS LAST, r.value DESC, r.high DESC, r.low
    ) AS place
  FROM readings AS r
  LEFT JOIN captures AS c ON c.channel_id = r.channel_id AND c.capture = r.capture
  WHERE r.what = 'views' AND r.post_id IS NOT NULL
),
exposed AS (
  SELECT channel_id, post_id,
    max(CASE WHEN LOW THEN 1 ELSE 0 END) AS pi_low, max(CASE WHEN BEST THEN 1 ELSE 0 END) AS pi_best,
    max(CASE WHEN HIGH THEN 1 ELSE 0 END) AS pi_high
  FROM dossiers
  GROUP BY channel_id, post_id
),
homes AS (
  SELECT split_part(channel_id, ':', 3) AS bare, post_id, album FROM posts WHERE album IS NOT NULL
),
origins AS (
  SELECT *, coalesce(nullif(regexp_extract(forwarded_from_id, '^(channel|chat|-100|-)?([0-9]+)$', 2), ''), forwarded_from_id) AS origin
  FROM posts
),
known AS (
  SELECT p.channel_id, p.post_id, coalesce(p.album, p.post_id) AS unit, p.post_no, v.low, v.value, v.high,
    CASE
      WHEN p.forwarded_from_id IS NULL THEN split_part(p.channel_id, ':', 3) || '/' || coalesce(p.album, p.post_id)
      WHEN p.forwarded_post IS NOT NULL
      THEN p.origin || '/' || coalesce(h.album, p.forwarded_post)
    END AS said,
    p.origin,
    coalesce(e.pi_low, 0) AS pi_low, coalesce(e.pi_best, 0) AS pi_best, coalesce(e.pi_high, 0) AS pi_high
  FROM origins AS p
  JOIN placed AS v ON v.channel_id = p.channel_id AND v.post_id = p.post_id AND v.place = 1
  LEFT JOIN exposed AS e ON e.channel_id = p.channel_id AND e.post_id = p.post_id
  LEFT JOIN homes AS h
    ON h.bare = p.origin AND h.post_id = p.forwarded_post
),
told AS (
  SELECT *, row_number() OVER (
    PARTITION BY channel_id, unit ORDER BY CASE WHEN said IS NULL THEN 1 ELSE 0 END, post_no NULLS LAST, said
  ) AS from_first
  FROM known
),
units AS (
  SELECT channel_id, post_id, unit, post_no, low, value, high,
    max(CASE WHEN from_first = 1 THEN said END) OVER (PARTITION BY channel_id, unit) AS said,
    max(origin) OVER (PARTITION BY channel_id, unit) AS origin,
    max(pi_low) OVER (PARTITION BY channel_id, unit) AS pi_low, max(pi_best) OVER (PARTITION BY channel_id, unit) AS pi_best,
    max(pi_high) OVER (PARTITION BY channel_id, unit) AS pi_high,
    row_number() OVER (PARTITION BY channel_id, unit ORDER BY high DESC, post_no NULLS LAST, post_id) AS from_high
  FROM told
),
captured AS (
  SELECT DISTINCT split_part(channel_id, ':', 3) AS bare FROM posts
),
stories AS (
  SELECT u.*, coalesce(u.said, u.channel_id || '/' || u.unit) AS story,
    CASE WHEN u.said IS NOT NULL OR c.bare IS NULL THEN 1 ELSE 0 END AS kept
  FROM units AS u
  LEFT JOIN captured AS c ON c.bare = u.origin
),
carried AS (
  SELECT *,
    row_number() OVER (PARTITION BY kept, story ORDER BY low DESC, channel_id, post_no NULLS LAST, post_id) AS by_low,
    row_number() OVER (PARTITION BY kept, story ORDER BY value DESC, channel_id, post_no NULLS LAST, post_id) AS by_value,
    max(pi_low) OVER (PARTITION BY kept, story) AS story_pi_low, max(pi_best) OVER (PARTITION BY kept, story) AS story_pi_best
  FROM stories
)
SELECT channel_id, post_id, unit AS album, story, low AS reading_low, value AS reading, high AS reading_high,
  CASE WHEN kept = 1 THEN CASE WHEN by_low = 1 THEN low ELSE 0 END END AS "views.low",
  CASE WHEN kept = 1 THEN CASE WHEN by_value = 1 THEN value ELSE 0 END END AS "views.estimate",
  CASE WHEN from_high = 1 THEN high ELSE 0 END AS "views.high",
  CASE WHEN kept = 1 AND story_pi_low = 1 THEN CASE WHEN by_low = 1 THEN low ELSE 0 END END AS "views_pi.low",
  CASE WHEN kept = 1 AND story_pi_best = 1 THEN CASE WHEN by_value = 1 THEN value ELSE 0 END END AS "views_pi.estimate",
  CASE WHEN pi_high = 1 THEN CASE WHEN from_high = 1 THEN high ELSE 0 END END AS "views_pi.high",
  CASE WHEN from_high = 1 THEN 1 ELSE 0 END AS "views_coverage.low",
  CASE WHEN from_high = 1 THEN 1 ELSE 0 END AS "views_coverage.estimate",
  1 AS "views_coverage.high"
FROM carried
ORDER BY channel_id, post_no NULLS LAST, post_id
