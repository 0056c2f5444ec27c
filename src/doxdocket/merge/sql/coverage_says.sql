-- coverage says: one row a wanted post and capture that holds it, or in whose unbroken stretch of ids it lies.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 22: what a capture does not hold is missing only where it must have held it.
WITH called AS (
  SELECT DISTINCT w.channel_id, w.post_id, i.id
  FROM wanted AS w
  JOIN ids AS i ON i.channel_id = w.channel_id AND i.post_id = w.post_id
),
shown AS (
  SELECT a.channel_id, a.post_id, i.capture, min(i.standing) AS standing
  FROM called AS a
  JOIN ids AS i ON i.channel_id = a.channel_id AND i.id = a.id
  GROUP BY a.channel_id, a.post_id, i.capture
),
placed AS (
  SELECT w.channel_id, w.post_id, min(i.post_no) AS post_no
  FROM wanted AS w
  JOIN ids AS i ON i.channel_id = w.channel_id AND i.post_id = w.post_id
  GROUP BY w.channel_id, w.post_id
),
inside AS (
  SELECT p.channel_id, p.post_id, c.capture
  FROM placed AS p
  JOIN captures AS c ON c.channel_id = p.channel_id AND p.post_no BETWEEN c.reach_first AND c.reach_last
  LEFT JOIN shown AS s ON s.channel_id = p.channel_id AND s.post_id = p.post_id AND s.capture = c.capture
  WHERE c.extent IN ('whole', 'window') AND s.capture IS NULL
),
-- A page shows an album under one id; where it links none of the others, they may all be in it (unless one file is left).
hidden AS (
  SELECT DISTINCT i.channel_id, i.post_id, i.capture
  FROM inside AS i
  JOIN captures AS c ON c.channel_id = i.channel_id AND c.capture = i.capture AND c.extent = 'window'
  JOIN albums AS a ON a.channel_id = i.channel_id AND a.post_id = i.post_id
  JOIN albums AS b ON b.channel_id = a.channel_id AND b.album = a.album AND b.post_id <> a.post_id
  JOIN files AS f ON f.channel_id = b.channel_id AND f.post_id = b.post_id AND f.capture = i.capture
  WHERE f.joint = 0 AND f.files <> 1
),
doubted AS (
  SELECT channel_id, capture, min(sign) AS sign FROM signs GROUP BY channel_id, capture
),
lacking AS (
  SELECT i.channel_id, i.post_id, i.capture, max(CASE WHEN u.capture IS NULL THEN 0 ELSE 1 END) AS unread,
    max(CASE WHEN h.capture IS NULL THEN 0 ELSE 1 END) AS hidden, min(d.sign) AS sign
  FROM inside AS i
  LEFT JOIN doubted AS d ON d.channel_id = i.channel_id AND d.capture = i.capture
  LEFT JOIN hidden AS h ON h.channel_id = i.channel_id AND h.post_id = i.post_id AND h.capture = i.capture
  LEFT JOIN unread AS u ON u.channel_id = i.channel_id AND u.capture = i.capture
    AND (u.post_id IS NULL OR u.post_id = i.post_id)
  GROUP BY i.channel_id, i.post_id, i.capture
),
answers AS (
  SELECT channel_id, post_id, capture,
    CASE standing WHEN 0 THEN 'shown' WHEN 1 THEN 'unsupported' WHEN 2 THEN 'unknown' WHEN 3 THEN 'empty' ELSE 'deleted'
      END AS says
  FROM shown
  UNION ALL
  SELECT channel_id, post_id, capture,
    CASE WHEN sign IS NOT NULL THEN sign WHEN unread = 1 THEN 'unread' WHEN hidden = 1 THEN 'album' ELSE 'lacks' END
  FROM lacking
)
SELECT a.channel_id, a.post_id, a.capture, c.rank, c.at, c.extent, a.says
FROM answers AS a
JOIN captures AS c ON c.channel_id = a.channel_id AND c.capture = a.capture
