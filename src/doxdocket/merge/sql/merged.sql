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
    row_number() OVER (
      PARTITION BY channel_id, post_id
      ORDER BY blank, turn DESC, sure DESC, found DESC, fullness DESC, rank DESC, row_no NULLS LAST
    ) AS place
  FROM ranked
),
filled AS (
  SELECT channel_id, post_id,
    min_by(date, CASE WHEN date IS NOT NULL THEN place END) AS date,
    min_by(forwarded_from, CASE WHEN forwarded_from IS NOT NULL THEN place END) AS forwarded_from,
    min_by(forwarded_from_id, CASE WHEN forwarded_from_id IS NOT NULL THEN place END) AS forwarded_from_id,
    min_by(forwarded_post, CASE WHEN forwarded_post IS NOT NULL THEN place END) AS forwarded_post,
    min_by(forwarded_date, CASE WHEN forwarded_date IS NOT NULL THEN place END) AS forwarded_date,
    min_by(reply_to, CASE WHEN reply_to IS NOT NULL THEN place END) AS reply_to
  FROM placed
  GROUP BY channel_id, post_id
)
SELECT p.channel_id, p.post_id, p.post_no, f.date, p.type, f.forwarded_from, f.forwarded_from_id, f.forwarded_post,
  f.forwarded_date, f.reply_to, p.source, p.capture, n.captures, n.versions, p.row_no
FROM placed AS p
JOIN counted AS n ON n.channel_id = p.channel_id AND n.post_id = p.post_id
JOIN filled AS f ON f.channel_id = p.channel_id AND f.post_id = p.post_id
WHERE p.place = 1
