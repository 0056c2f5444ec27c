-- doubted: one row a post and code: posts whose view count that figures take (that of the last capture) rests on
-- one file and is contradicted by another. falls: another showed more before, or at that moment. jumps: another showed less
-- than a tenth when the post was a week old already, or, of posts that no other file counts (alone), ten other counts of the
-- channel within a month are all below a tenth. Which of two is wrong is not said. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH read AS (
  SELECT r.channel_id, r.post_id, r.capture, c.source, c.rank, max(coalesce(r.at, c.at)) AS moment, max(r.low) AS low,
    max(r.high) AS high
  FROM readings AS r
  JOIN captures AS c ON c.channel_id = r.channel_id AND c.capture = r.capture
  WHERE r.what = 'views' AND r.post_id IS NOT NULL
  GROUP BY r.channel_id, r.post_id, r.capture, c.source, c.rank
),
placed AS (
  SELECT *, row_number() OVER (PARTITION BY channel_id, post_id ORDER BY rank DESC) AS from_last FROM read
),
counted AS (
  SELECT p.*, m.post_no, m.date
  FROM placed AS p
  JOIN merged AS m ON m.channel_id = p.channel_id AND m.post_id = p.post_id
  WHERE p.from_last = 1 AND p.moment IS NOT NULL
),
held AS (
  SELECT n.channel_id, n.post_id,
    max(CASE WHEN o.moment <= n.moment AND o.low > n.high THEN 1 ELSE 0 END) AS falls,
    max(CASE WHEN o.moment <= n.moment AND o.moment >= n.date + INTERVAL 7 DAY AND n.low > $times * o.high AND n.low >= $least
      THEN 1 ELSE 0 END) AS jumps,
    max(CASE WHEN o.moment BETWEEN n.moment - INTERVAL 1 DAY AND n.moment + INTERVAL 1 DAY AND o.low <= n.high
      AND n.low <= $times * o.high THEN 1 ELSE 0 END) AS agrees
  FROM counted AS n
  JOIN read AS o ON o.channel_id = n.channel_id AND o.post_id = n.post_id AND o.source <> n.source
  GROUP BY n.channel_id, n.post_id
),
files AS (
  SELECT channel_id, source, count(*) AS counts, max(high) AS highest, min(moment) AS first_at, max(moment) AS last_at
  FROM read
  WHERE moment IS NOT NULL
  GROUP BY channel_id, source
),
beyond AS (
  SELECT n.channel_id, n.post_id
  FROM counted AS n
  JOIN files AS f ON f.channel_id = n.channel_id AND f.source <> n.source
    AND n.moment BETWEEN f.first_at - INTERVAL 30 DAY AND f.last_at + INTERVAL 30 DAY
  LEFT JOIN held AS h ON h.channel_id = n.channel_id AND h.post_id = n.post_id
  WHERE h.post_id IS NULL
  GROUP BY n.channel_id, n.post_id, n.low
  HAVING sum(f.counts) >= $enough AND n.low > $times * max(f.highest) AND n.low >= $least
),
told AS (
  SELECT channel_id, post_id, CASE WHEN falls = 1 THEN 'falls' ELSE 'jumps' END AS code, CAST(0 AS INTEGER) AS alone
  FROM held
  WHERE agrees = 0 AND (falls = 1 OR jumps = 1)
  UNION ALL
  SELECT channel_id, post_id, 'jumps', CAST(1 AS INTEGER) FROM beyond
)
SELECT channel_id, post_id, code, alone FROM told ORDER BY channel_id, post_id, code
