-- views_origins: one row a forward: the key of its origin, and what the forward says of the origin's post (number, moment).
-- Serves 法释〔2013〕21号 Art. 2: are these views the same views? An origin that is told by its title alone is the captured
-- channel of that title, where one bears it (bearers); else it is whoever bears the name, named as forward_names shows it; ~: unnamed.
WITH titles AS (
  SELECT h.platform, c.title, min(h.home) AS home, count(DISTINCT h.home) AS bearers
  FROM channels AS c
  JOIN views_homes AS h ON h.channel_id = c.channel_id
  WHERE c.title IS NOT NULL AND c.title <> ''
  GROUP BY h.platform, c.title
),
said AS (
  SELECT p.channel_id, p.post_id, h.platform, p.forwarded_from_id AS id, coalesce(p.forwarded_from, '') AS name,
    p.forwarded_post AS number, p.forwarded_date AS moment
  FROM posts AS p
  JOIN views_homes AS h ON h.channel_id = p.channel_id
  WHERE p.forwarded_from_id IS NOT NULL OR p.forwarded_from IS NOT NULL OR p.forwarded_post IS NOT NULL OR p.forwarded_date IS NOT NULL
)
SELECT s.channel_id, s.post_id, s.platform, s.number, s.moment,
  CASE
    WHEN regexp_extract(s.id, '^(channel)?([0-9]+)$', 2) <> '' THEN s.platform || ':c' || regexp_extract(s.id, '^(channel)?([0-9]+)$', 2)
    WHEN length(s.id) >= 14 AND regexp_extract(s.id, '^-100(0*)([1-9][0-9]*)$', 2) <> ''
    THEN s.platform || ':c' || regexp_extract(s.id, '^-100(0*)([1-9][0-9]*)$', 2)
    WHEN regexp_extract(s.id, '^(chat|-)([0-9]+)$', 2) <> '' THEN s.platform || ':g' || regexp_extract(s.id, '^(chat|-)([0-9]+)$', 2)
    WHEN s.id IS NOT NULL THEN s.platform || ':' || coalesce(a.shown, lower(s.id))
    WHEN t.bearers = 1 THEN t.home
    ELSE s.platform || ':' || coalesce(n.shown, '~')
  END AS origin,
  CASE WHEN s.id LIKE '@%' THEN 1 ELSE 0 END AS by_username,
  CASE WHEN s.id IS NULL AND t.bearers > 1 THEN 1 ELSE 0 END AS several
FROM said AS s
LEFT JOIN titles AS t ON t.platform = s.platform AND t.title = s.name
LEFT JOIN forward_names AS a ON a.what = 'account' AND a.said = lower(s.id)
LEFT JOIN forward_names AS n ON n.what = 'name' AND n.said = s.name
