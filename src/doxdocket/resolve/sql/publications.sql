-- publications: one row a person of one post, numbered in canonical order (date, channel, post, person).
-- Serves 法释〔2017〕10号 Art. 3(1): a posting exposes each person of it once. Ages that disagree are both kept.
-- A doubtful finding is no claim: beside others it tells no role, kinship or age; a person of doubtful findings alone counts in the high
-- at most (doubt is 1). age_most: the highest age that values of an evidence class for low bounds leave (sure), or null: the low takes no other word.
-- ages_differ: no one age is all that are told.
WITH origins AS (
  SELECT channel_id, post_id, min(date) AS date, min(forwarded_from_id) AS forwarded_from_id,
    min(forwarded_from) AS forwarded_from, min(reply_to) AS reply_to
  FROM posts
  GROUP BY channel_id, post_id
),
told AS (
  SELECT channel_id, post_id, person, min(CASE WHEN verdict = 'doubtful' THEN 1 ELSE 0 END) AS doubt
  FROM findings
  WHERE person >= 0
  GROUP BY channel_id, post_id, person
),
exposed AS (
  SELECT f.channel_id, f.post_id, f.person AS person_no, t.doubt, min(post_no) AS post_no,
    max(role) AS role, min(relation) AS relation,
    min(CASE WHEN quoted THEN 1 ELSE 0 END) AS quoted,
    max(age_low) AS late_low, min(age_high) AS early_high, min(age_low) AS early_low, max(age_high) AS late_high,
    min(CASE WHEN f.sure AND f.verdict <> 'doubtful' THEN age_high END) AS age_most
  FROM findings AS f
  JOIN told AS t ON t.channel_id = f.channel_id AND t.post_id = f.post_id AND t.person = f.person
  WHERE f.verdict <> 'doubtful' OR t.doubt = 1
  GROUP BY f.channel_id, f.post_id, f.person, t.doubt
)
SELECT
  CAST(row_number() OVER (
    ORDER BY o.date ASC NULLS LAST, e.channel_id, e.post_no ASC NULLS LAST, e.post_id, e.person_no
  ) - 1 AS INTEGER) AS pub,
  e.channel_id, e.post_id, e.post_no, e.person_no, o.date, o.forwarded_from_id, o.forwarded_from, o.reply_to, e.role, e.relation, e.quoted,
  e.doubt,
  CASE WHEN e.late_low <= e.early_high THEN e.late_low ELSE e.early_low END AS age_low,
  CASE WHEN e.late_low <= e.early_high THEN e.early_high ELSE e.late_high END AS age_high, e.age_most,
  coalesce(e.late_low > e.early_high, false) AS ages_differ
FROM exposed AS e
LEFT JOIN origins AS o ON o.channel_id = e.channel_id AND o.post_id = e.post_id
ORDER BY pub
