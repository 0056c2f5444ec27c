-- completeness single: one row a post whose words differ between captures, and whose last words one file alone shows, the
-- first of a channel alone, with how many there are: none of the same time or later, of another file, bears them out. Anybody can write a page; it is said, not judged.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 22: whether electronic data are true. The pages of a web archive are one file.
WITH shown AS (
  SELECT DISTINCT channel_id, post_id, capture FROM posts WHERE type <> 'unsupported'
),
placed AS (
  SELECT v.channel_id, v.post_id, c.source,
    sum(CASE WHEN ',' || v.differs || ',' LIKE '%,text,%' OR ',' || v.differs || ',' LIKE '%,fields,%' THEN 1 ELSE 0 END)
      OVER (PARTITION BY v.channel_id, v.post_id ORDER BY c.rank) AS words
  FROM versions AS v
  JOIN captures AS c ON c.channel_id = v.channel_id AND c.capture = v.capture
  JOIN shown AS s ON s.channel_id = v.channel_id AND s.post_id = v.post_id AND s.capture = v.capture
),
last AS (
  SELECT channel_id, post_id, max(words) AS words FROM placed GROUP BY channel_id, post_id HAVING max(words) > 0
),
alone AS (
  SELECT p.channel_id, p.post_id
  FROM placed AS p
  JOIN last AS l ON l.channel_id = p.channel_id AND l.post_id = p.post_id AND l.words = p.words
  GROUP BY p.channel_id, p.post_id
  HAVING count(DISTINCT p.source) = 1
),
numbered AS (
  SELECT a.channel_id, a.post_id, m.post_no,
    row_number() OVER (PARTITION BY a.channel_id ORDER BY m.post_no NULLS LAST, a.post_id) AS place
  FROM alone AS a
  JOIN merged AS m ON m.channel_id = a.channel_id AND m.post_id = a.post_id
),
told AS (
  SELECT *, count(*) OVER (PARTITION BY channel_id) AS found FROM numbered
)
SELECT channel_id, 'single_source' AS item, found AS count, found AS stretches, CAST(place AS INTEGER) AS place,
  CASE WHEN post_no IS NOT NULL THEN post_id END AS stretch
FROM told
WHERE place <= $shown
ORDER BY channel_id, place
