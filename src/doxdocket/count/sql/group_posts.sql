-- group posts: one row a post of a group, of an entry by which the group takes it or leaves it out. Serves 法发〔2016〕22号 Art. 25: which posts are of an account or signature that a person named,
-- or stood in a channel in the days that a person named. marks: name and what it takes: an account (its number, in every
-- channel), a signature (author, or the name shown where the post has no number; in one channel; '' for a post that names none but the channel, by its number or by a title that a capture gives it), or a whole channel; first_day and last_day (yyyymmdd, in China) are within it, and an
-- undated post is in no period but of a mark whose undated is 1. entry and without are told of each post as they stand. Accounts are told apart from the channel's own number as in actors.
WITH accounts AS (
  SELECT channel_id, from_id,
    CASE WHEN regexp_extract(from_id, '^(channel|chat|user|-100|-)?(.*)$', 2) <> split_part(channel_id, ':', 3)
      THEN nullif(from_id, '') END AS account
  FROM (SELECT DISTINCT channel_id, from_id FROM authors WHERE from_id IS NOT NULL) AS d
),
named AS (
  SELECT p.channel_id, p.post_id, p.day, a.account, CASE WHEN a.account IS NULL 
    THEN coalesce(nullif(trim(p.author), ''), CASE WHEN p.from_id IS NULL THEN nullif(trim(p.from_name), '') END) END AS author
  FROM authors AS p
  LEFT JOIN accounts AS a ON a.channel_id = p.channel_id AND a.from_id = p.from_id
),
signed AS (
  SELECT n.*, CASE WHEN n.account IS NULL AND (n.author IS NULL OR t.title IS NOT NULL) THEN '' END AS channel_itself
  FROM named AS n
  LEFT JOIN (SELECT DISTINCT channel_id, trim(title) AS title FROM titles) AS t ON t.channel_id = n.channel_id AND t.title = n.author
)
SELECT DISTINCT m.name, coalesce(m.entry, '') AS entry, coalesce(m.without, 0) AS without, s.channel_id, s.post_id
FROM signed AS s
JOIN marks AS m ON
  (m.channel_id IS NULL OR m.channel_id = s.channel_id)
  AND (m.account IS NULL OR m.account = s.account)
  AND (m.author IS NULL OR m.author = s.author OR m.author = s.channel_itself)
  AND ((s.day IS NULL AND m.undated = 1)
    OR ((m.first_day IS NULL OR s.day >= m.first_day) AND (m.last_day IS NULL OR s.day <= m.last_day)))
ORDER BY 1, 2, 3, 4, 5
