-- merged: one row a post (channel_id, post_id): of its last version the row that exposes most, and of such its fullest form.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 19(2): one post captured twice is one post, and it is said which row stands for it.
-- A post that only an earlier capture holds stays: it was published. Columns that the row's form lacks come from others.
WITH ranked AS (
  SELECT p.*, c.rank, coalesce(v.version, 1) AS version, coalesce(v.turn, 0) AS turn, coalesce(f.sure, 0) AS sure,
    coalesce(f.found, 0) AS found, p.type = 'unsupported' AS blank, s.fullness
  FROM posts AS p
  JOIN captures AS c ON c.channel_id = p.channel_id AND c.capture = p.capture
  JOIN sources AS s ON s.source = p.source
  LEFT JOIN versions AS v ON v.channel_id = p.channel_id AND v.post_id = p.post_id AND v.capture = p.capture
  LEFT JOIN claims AS f ON f.channel_id = p.channel_id AND f.post_id = p.post_id AND f.capture = p.capture
    AND f.row_no IS NOT DISTINCT FROM p.row_no
),
counted AS (
  SELECT channel_id, post_id, CAST(count(DISTINCT capture) AS INTEGER) AS captures, max(version) AS versions
  FROM ranked
  GROUP BY channel_id, post_id
),
placed AS (
  SELECT *,
    row_number() OVER chosen AS place,
    first_value(date IGNORE NULLS) OVER chosen AS any_date,
    first_value(forwarded_from IGNORE NULLS) OVER chosen AS any_forwarded_from,
    first_value(forwarded_from_id IGNORE NULLS) OVER chosen AS any_forwarded_from_id,
    first_value(forwarded_post IGNORE NULLS) OVER chosen AS any_forwarded_post,
    first_value(forwarded_date IGNORE NULLS) OVER chosen AS any_forwarded_date,
    first_value(reply_to IGNORE NULLS) OVER chosen AS any_reply_to
  FROM ranked
  WINDOW chosen AS (
    PARTITION BY channel_id, post_id ORDER BY blank, turn DESC, sure DESC, found DESC, fullness DESC, rank DESC, row_no
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  )
)
SELECT p.channel_id, p.post_id, p.post_no, p.any_date AS date, p.type, p.any_forwarded_from AS forwarded_from,
  p.any_forwarded_from_id AS forwarded_from_id, p.any_forwarded_post AS forwarded_post,
  p.any_forwarded_date AS forwarded_date, p.any_reply_to AS reply_to,
  p.source, p.capture, n.captures, n.versions, p.row_no
FROM placed AS p
JOIN counted AS n ON n.channel_id = p.channel_id AND n.post_id = p.post_id
WHERE p.place = 1
