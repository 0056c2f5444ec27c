-- reach: one row a post that is no service post: how often it was seen (人次, never persons), whose views these are, how they grew.
-- Serves 法释〔2013〕21号 Art. 2 (one item: 5,000 times seen or 500 times forwarded), 民法典 Art. 998, 法释〔2019〕15号 Art. 10 (members).
-- Without a reading seen is null: not known, never zero. in_low: counts; same_album, same_story (a larger reading counts);
-- untold, apart as in views_posts. over_views, over_forwards: low (surely so many), high (perhaps); no conclusion follows.
WITH ordered AS (
  SELECT *, row_number() OVER (
      PARTITION BY story ORDER BY low DESC, value DESC, high DESC, CASE WHEN own = story THEN 0 ELSE 1 END, date NULLS LAST, channel_id,
        post_no NULLS LAST, post_id
    ) AS place
  FROM views_posts
),
largest AS (
  SELECT story, own FROM ordered WHERE place = 1
),
forwarded AS (
  SELECT story, count(DISTINCT own) AS n FROM views_placed WHERE own <> story GROUP BY story
)
SELECT p.channel_id, p.post_id, p.album, p.date, p.month,
  CASE WHEN e.pi_low = 1 THEN 'low' WHEN e.pi_best = 1 THEN 'estimate' WHEN e.pi_high = 1 THEN 'high' END AS exposes,
  v.low AS seen_low, v.value AS seen, v.high AS seen_high, CASE WHEN v.pi_low = 1 THEN v.low_pi END AS pi_seen_low, v.moment AS seen_at, CAST(v.readings AS INTEGER) AS readings, v.doubt,
  coalesce(k.story, h.home || '/' || coalesce(p.album, p.post_id)) AS story, coalesce(v.counter, k.own, h.home || '/' || coalesce(p.album, p.post_id)) AS counter,
  CASE
    WHEN v.post_id IS NULL THEN NULL
    WHEN v.standing <> 'told' THEN v.standing
    WHEN v.place = 1 THEN 'counts'
    WHEN l.own = v.own THEN 'same_album'
    ELSE 'same_story'
  END AS in_low,
  g.first_at, g.first_low AS first_seen_low, g.first_value AS first_seen, g.first_high AS first_seen_high,
  g.growth_low, g.growth, g.growth_high, g.last_at,
  CASE WHEN f.low > coalesce(o.n, 0) THEN f.low ELSE o.n END AS forwards_low, CASE WHEN f.high >= coalesce(o.n, 0) THEN f.high WHEN f.high IS NOT NULL THEN o.n END AS forwards_high,
  CAST(o.n AS BIGINT) AS forwards_captured, r.value AS reactions,
  m.low AS members_low, m.value AS members, m.high AS members_high, m.moment AS members_at,
  CASE WHEN v.low >= $views THEN 'low' WHEN v.high >= $views THEN 'high' END AS over_views,
  CASE WHEN f.low >= $forwards OR o.n >= $forwards THEN 'low' WHEN f.high >= $forwards THEN 'high' END AS over_forwards
FROM posts AS p
JOIN views_homes AS h ON h.channel_id = p.channel_id
LEFT JOIN ordered AS v ON v.channel_id = p.channel_id AND v.post_id = p.post_id
LEFT JOIN views_exposed AS e ON e.channel_id = p.channel_id AND e.unit = coalesce(p.album, p.post_id)
LEFT JOIN largest AS l ON l.story = v.story
LEFT JOIN views_placed AS k ON k.channel_id = p.channel_id AND k.post_id = p.post_id
LEFT JOIN reach_growth AS g ON g.channel_id = p.channel_id AND g.post_id = p.post_id
LEFT JOIN forwarded AS o ON o.story = coalesce(k.own, h.home || '/' || coalesce(p.album, p.post_id))
LEFT JOIN reach_counters AS f ON f.channel_id = p.channel_id AND f.post = p.post_id AND f.what = 'forwards'
LEFT JOIN reach_counters AS r ON r.channel_id = p.channel_id AND r.post = p.post_id AND r.what = 'reactions'
LEFT JOIN reach_counters AS m ON m.channel_id = p.channel_id AND m.what = 'subscribers'
WHERE p.type <> 'service'
ORDER BY p.channel_id, p.post_no NULLS LAST, p.post_id
