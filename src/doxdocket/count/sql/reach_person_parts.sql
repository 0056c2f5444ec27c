-- reach_person_parts: one row a person under certain links and a post that exposes it, in the shape of views_counted with the post
-- (unread ones too). Serves 民法典 Art. 998. low: the person's own publications; estimate: with those of whoever likely is the
-- same; high: with those of whoever may be. A post of several persons stands under each, so sums over persons count it again.
WITH mine AS (
  SELECT DISTINCT person, person_best, person_low FROM dossiers WHERE person IS NOT NULL
),
told AS (
  SELECT m.person, d.channel_id, d.post_id, 0 AS sure, 0 AS stays, CASE WHEN BEST THEN 1 ELSE 0 END AS likely, 1 AS may
  FROM (SELECT DISTINCT person, person_best FROM mine) AS m
  JOIN dossiers AS d ON d.person_best = m.person_best
  WHERE HIGH
  UNION ALL
  SELECT m.person, d.channel_id, d.post_id, 0, 0, 0, 1
  FROM (SELECT DISTINCT person, person_low FROM mine) AS m
  JOIN dossiers AS d ON d.person_low = m.person_low
  WHERE HIGH
  UNION ALL
  SELECT d.person, d.channel_id, d.post_id, CASE WHEN LOW THEN 1 ELSE 0 END, CASE WHEN LOW AND d.stood IS NULL THEN 1 ELSE 0 END, CASE WHEN LOW THEN 1 ELSE 0 END, 1
  FROM dossiers AS d
  WHERE d.person IS NOT NULL AND HIGH
),
units AS (
  SELECT t.person, t.channel_id, coalesce(p.album, p.post_id) AS unit, max(t.sure) AS in_low, max(t.stays) AS stays, max(t.likely) AS in_best, max(t.may) AS in_high
  FROM told AS t
  JOIN posts AS p ON p.channel_id = t.channel_id AND p.post_id = t.post_id
  GROUP BY t.person, t.channel_id, coalesce(p.album, p.post_id)
)
SELECT u.person AS part, u.channel_id, u.unit, v.post_id, v.own, v.story, v.origin, v.counter, v.standing, v.heard,
  CASE WHEN u.in_low = 1 AND u.stays = 0 THEN least(v.low, coalesce(d.low, 0)) ELSE v.low END AS low, v.value, v.high,
  u.in_low, u.in_best, u.in_high
FROM units AS u
LEFT JOIN views_posts AS v ON v.channel_id = u.channel_id AND v.unit = u.unit
LEFT JOIN views_data AS d ON d.channel_id = v.channel_id AND d.post_id = v.post_id AND d.person = u.person
