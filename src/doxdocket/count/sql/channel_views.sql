-- channel_views: one row a channel: views of its posts with personal information, in times seen (人次), never persons; how many of these
-- posts have a reading. Of each post its last reading; an album's posts show one counter, which counts once. Low leaves out posts that are
-- surely forwards from another channel. Serves 法释〔2017〕10号 Art. 5 (other serious circumstances) and the civil factors.
WITH placed AS (
  SELECT r.channel_id, r.post_id, r.low, r.value, r.high,
    row_number() OVER (
      PARTITION BY r.channel_id, r.post_id
      ORDER BY c.rank DESC NULLS LAST, r.at DESC NULLS LAST, r.value DESC, r.high DESC, r.low
    ) AS place
  FROM readings AS r
  LEFT JOIN captures AS c ON c.channel_id = r.channel_id AND c.capture = r.capture
  WHERE r.what = 'views' AND r.post_id IS NOT NULL
),
exposed AS (
  SELECT channel_id, post_id, max(CASE WHEN LOW THEN 1 ELSE 0 END) AS pi_low, max(CASE WHEN BEST THEN 1 ELSE 0 END) AS pi_best
  FROM dossiers
  WHERE HIGH
  GROUP BY channel_id, post_id
),
units AS (
  SELECT e.channel_id, coalesce(p.album, e.post_id) AS unit, max(e.pi_low) AS pi_low, max(e.pi_best) AS pi_best,
    max(coalesce(f.elsewhere, 0)) AS elsewhere, max(v.low) AS low, max(v.value) AS value, max(v.high) AS high
  FROM exposed AS e
  JOIN posts AS p ON p.channel_id = e.channel_id AND p.post_id = e.post_id
  LEFT JOIN forwards AS f ON f.channel_id = e.channel_id AND f.post_id = e.post_id
  LEFT JOIN placed AS v ON v.channel_id = e.channel_id AND v.post_id = e.post_id AND v.place = 1
  GROUP BY e.channel_id, coalesce(p.album, e.post_id)
)
SELECT channel_id, CAST(sum(CASE WHEN pi_low = 1 AND elsewhere = 0 THEN low END) AS BIGINT) AS views_low,
  CAST(sum(CASE WHEN pi_best = 1 THEN value END) AS BIGINT) AS views, CAST(sum(high) AS BIGINT) AS views_high,
  count(CASE WHEN pi_best = 1 THEN value END) AS views_read, count(CASE WHEN pi_best = 1 THEN 1 END) AS views_of
FROM units
GROUP BY channel_id
ORDER BY channel_id
