-- views: one row: sums of view readings, of all posts and of those with personal information, and how many have one.
-- Serves 法释〔2017〕10号 Art. 5 (other serious circumstances) and the civil factors: reach, in times seen (人次), never persons.
-- A post's reading is that of its last capture that has one; an album's posts show one counter, which counts once. Low
-- counts a forward and its captured origin once, high each; an origin known by a username or a person's number is no
-- channel's. Platform counters: repeats and own views are in them.
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
  SELECT *, coalesce(nullif(regexp_extract(forwarded_from_id, '^(channel|chat|-100|-)?(\d+)$', 2), ''), forwarded_from_id) AS origin
  FROM posts
),
known AS (
  SELECT p.channel_id, coalesce(p.album, p.post_id) AS unit, p.post_no, v.low, v.value, v.high,
    CASE
      WHEN p.forwarded_from_id IS NULL THEN concat(split_part(p.channel_id, ':', 3), '/', coalesce(p.album, p.post_id))
      WHEN p.forwarded_post IS NOT NULL
      THEN concat(p.origin, '/', coalesce(h.album, p.forwarded_post))
    END AS story,
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
    PARTITION BY channel_id, unit ORDER BY CASE WHEN story IS NULL THEN 1 ELSE 0 END, post_no NULLS LAST, story
  ) AS from_first
  FROM known
),
once AS (
  SELECT channel_id, unit, max(low) AS low, max(value) AS value, max(high) AS high,
    max(CASE WHEN from_first = 1 THEN story END) AS story,
    max(origin) AS origin, max(pi_low) AS pi_low, max(pi_best) AS pi_best, max(pi_high) AS pi_high
  FROM told
  GROUP BY channel_id, unit
),
captured AS (
  SELECT DISTINCT split_part(channel_id, ':', 3) AS bare FROM posts
),
stories AS (
  SELECT coalesce(o.story, concat(o.channel_id, '/', o.unit)) AS story, max(o.low) AS low, max(o.value) AS value,
    max(o.pi_low) AS pi_low, max(o.pi_best) AS pi_best
  FROM once AS o
  LEFT JOIN captured AS c ON c.bare = o.origin
  WHERE o.story IS NOT NULL OR c.bare IS NULL  -- a forward from a captured channel that does not say which post: low leaves it out
  GROUP BY coalesce(o.story, concat(o.channel_id, '/', o.unit))
)
SELECT
  CAST((SELECT sum(low) FROM stories) AS BIGINT) AS "views.low",
  CAST((SELECT sum(value) FROM stories) AS BIGINT) AS "views.estimate",
  CAST((SELECT sum(high) FROM once) AS BIGINT) AS "views.high",
  CAST((SELECT sum(low) FROM stories WHERE pi_low = 1) AS BIGINT) AS "views_pi.low",
  CAST((SELECT sum(value) FROM stories WHERE pi_best = 1) AS BIGINT) AS "views_pi.estimate",
  CAST((SELECT sum(high) FROM once WHERE pi_high = 1) AS BIGINT) AS "views_pi.high",
  (SELECT count(*) FROM once) AS "views_coverage.low",
  (SELECT count(*) FROM once) AS "views_coverage.estimate",
  (SELECT count(*) FROM known) AS "views_coverage.high",
  (SELECT count(*) FROM readings WHERE what = 'views') AS readings
