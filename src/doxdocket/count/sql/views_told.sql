-- views_told: one row a forward: the key of the post that was first, as far as the forward tells it (story).
-- Serves 法释〔2013〕21号 Art. 2 (the same item). A key is CHANNEL/POST, of an album its lowest post. /@1: a post that nobody
-- captured or numbers, told by its moment; /?: which post of the origin is not told; /!: whether the origin is a captured
-- channel is not told either: a username that no capture explains and that may be one of these, or a title of several.
WITH named AS (  -- captured posts of channels that forwards name
  SELECT h.home, p.post_id, min(coalesce(p.album, p.post_id)) AS unit, min(p.date) AS date
  FROM posts AS p
  JOIN views_homes AS h ON h.channel_id = p.channel_id
  JOIN (SELECT DISTINCT origin FROM views_origins) AS w ON w.origin = h.home
  GROUP BY h.home, p.post_id
),
numbered AS (
  SELECT f.*, coalesce(n.unit, f.number) AS unit, coalesce(n.date, f.moment) AS first_date,
    dense_rank() OVER (PARTITION BY f.origin ORDER BY f.moment NULLS LAST) AS turn
  FROM views_origins AS f
  LEFT JOIN named AS n ON n.home = f.origin AND n.post_id = f.number
),
moments AS (  -- which posts of an origin were posted then
  SELECT origin, moment, min(unit) AS unit, count(DISTINCT unit) AS units
  FROM (
    SELECT home AS origin, date AS moment, unit FROM named WHERE date IS NOT NULL
    UNION ALL
    SELECT origin, first_date, unit FROM numbered WHERE unit IS NOT NULL AND first_date IS NOT NULL
  ) AS m
  GROUP BY origin, moment
),
undated AS (  -- origins of which a known post has no moment: a forward told by its moment may be of that one
  SELECT home AS origin FROM named WHERE date IS NULL
  UNION
  SELECT origin FROM numbered WHERE unit IS NOT NULL AND first_date IS NULL
),
meant AS (  -- posts that a username may mean: of captured channels without one, and of others known by number alone
  SELECT h.platform, p.post_id AS number
  FROM posts AS p
  JOIN views_homes AS h ON h.channel_id = p.channel_id AND h.nameless = 1
  JOIN (SELECT DISTINCT number FROM views_origins WHERE by_username = 1) AS u ON u.number = p.post_id
  UNION
  SELECT f.platform, f.number
  FROM views_origins AS f
  LEFT JOIN views_homes AS h ON h.home = f.origin
  WHERE h.home IS NULL AND f.number IS NOT NULL AND regexp_extract(f.origin, ':(c)[0-9]+$', 1) <> ''
),
anybody AS (
  SELECT platform FROM views_homes WHERE nameless = 1
  UNION
  SELECT platform FROM meant
)
SELECT f.channel_id, f.post_id, f.origin,
  CASE
    WHEN f.several = 1 THEN f.origin || '/!'
    WHEN f.by_username = 1 AND (o.number IS NOT NULL OR (f.number IS NULL AND q.platform IS NOT NULL)) THEN f.origin || '/!'
    WHEN f.unit IS NOT NULL THEN f.origin || '/' || f.unit
    WHEN m.units = 1 THEN f.origin || '/' || m.unit
    WHEN f.moment IS NOT NULL AND m.units IS NULL AND u.origin IS NULL THEN f.origin || '/@' || CAST(f.turn AS STRING)
    ELSE f.origin || '/?'
  END AS story
FROM numbered AS f
LEFT JOIN moments AS m ON m.origin = f.origin AND m.moment = f.moment
LEFT JOIN undated AS u ON u.origin = f.origin
LEFT JOIN meant AS o ON o.platform = f.platform AND o.number = f.number
LEFT JOIN anybody AS q ON q.platform = f.platform
