-- publications: one row a person of one post, numbered in canonical order (date, channel, post, person).
-- Serves 法释〔2017〕10号 Art. 3(1): a posting exposes each person of it once. Ages that disagree are both kept.
-- A doubtful finding is no claim: alone it makes no publication, and beside others it tells no role, kinship or age.
WITH origins AS (
  SELECT channel_id, post_id, min(date) AS date, min(forwarded_from_id) AS forwarded_from_id,
    min(forwarded_from) AS forwarded_from, min(reply_to) AS reply_to
  FROM posts
  GROUP BY channel_id, post_id
),
exposed AS (
  SELECT channel_id, post_id, person AS person_no, min(post_no) AS post_no,
    max(role) AS role, min(relation) AS relation,
    min(CASE WHEN quoted THEN 1 ELSE 0 END) AS quoted,
    max(age_low) AS late_low, min(age_high) AS early_high, min(age_low) AS early_low, max(age_high) AS late_high
  FROM findings
  WHERE person >= 0 AND verdict <> 'doubtful'
  GROUP BY channel_id, post_id, person
)
SELECT
  CAST(row_number() OVER (
    ORDER BY o.date ASC NULLS LAST, e.channel_id, e.post_no ASC NULLS LAST, e.post_id, e.person_no
  ) - 1 AS INTEGER) AS pub,
  e.channel_id, e.post_id, e.post_no, e.person_no, o.date, o.forwarded_from_id, o.forwarded_from, o.reply_to, e.role, e.relation, e.quoted,
  CASE WHEN e.late_low <= e.early_high THEN e.late_low ELSE e.early_low END AS age_low,
  CASE WHEN e.late_low <= e.early_high THEN e.early_high ELSE e.late_high END AS age_high
FROM exposed AS e
LEFT JOIN origins AS o ON o.channel_id = e.channel_id AND o.post_id = e.post_id
ORDER BY pub
