-- actors: one row an account or signature and channel, and one over all its channels (channel null): what it posted there.
-- Serves 民法典 Art. 1168 to 1172 (who did what), never a finding of guilt: an account is not a natural person. how account: the number of
-- an account, of another platform than Telegram behind its name: the same is the same account in every channel; signature: a name under the post, of one channel, since an
-- equal text elsewhere (same_signature: in how many other channels) is only a hint; name: the name shown as the poster's where the
-- capture has no number of an account, of one channel too, no identity; not_shown: nothing but the channel itself is named.
-- Forwards are told apart from what was posted as its own; offers and promotion that are only quoted, or forwarded from elsewhere, are adverts of others,
-- as they are of groups. Conduct: posts so labelled and not rejected by a person, which are no acts of
-- anybody; beside them (_confirmed) those that a person confirmed. A kind is shown by the persons of the account, as in its scope.
WITH accounts AS (
  SELECT channel_id, from_id,
    CASE WHEN regexp_extract(from_id, '^(channel|chat|user|-100|-)?(.*)$', 2) <> split_part(channel_id, ':', 3)
      THEN nullif(from_id, '') END AS account
  FROM (SELECT DISTINCT channel_id, from_id FROM authors WHERE from_id IS NOT NULL) AS d
),
signed AS (
  SELECT p.channel_id, p.post_id, p.date, p.forwarded_from_id IS NOT NULL OR p.forwarded_from IS NOT NULL AS forward, p.elsewhere,
    CASE WHEN a.account IS NOT NULL THEN 'account' WHEN p.author <> '' THEN 'signature' WHEN p.name <> '' THEN 'name' ELSE 'not_shown' END AS how,
    a.account, CASE WHEN a.account IS NULL THEN coalesce(nullif(p.author, ''), nullif(p.name, '')) END AS author
  FROM (
    SELECT w.channel_id, w.post_id, w.date, w.forwarded_from, w.forwarded_from_id, w.from_id, trim(w.author) AS author, w.elsewhere,
      CASE WHEN w.from_id IS NULL AND t.title IS NULL THEN trim(w.from_name) END AS name
    FROM (SELECT *, CASE WHEN ELSEWHERE THEN 1 ELSE 0 END AS elsewhere FROM authors) AS w
    LEFT JOIN (SELECT DISTINCT channel_id, trim(title) AS title FROM titles) AS t
      ON t.channel_id = w.channel_id AND t.title = trim(w.from_name)
  ) AS p
  LEFT JOIN accounts AS a ON a.channel_id = p.channel_id AND a.from_id = p.from_id
),
spread AS (
  SELECT author, count(DISTINCT channel_id) AS channels FROM signed WHERE author IS NOT NULL GROUP BY author
),
acts AS (
  SELECT channel_id, post_id,
    max(CASE WHEN label = 'insult' THEN 1 ELSE 0 END) AS insult, max(CASE WHEN label = 'threat' THEN 1 ELSE 0 END) AS threat,
    max(CASE WHEN label = 'incitement' THEN 1 ELSE 0 END) AS incitement, max(CASE WHEN label = 'paid_task' THEN 1 ELSE 0 END) AS paid_task,
    max(CASE WHEN label = 'sale_offer' AND NOT coalesce(quoted, false) THEN 1 ELSE 0 END) AS sale_offer, max(CASE WHEN label = 'promotion' AND NOT coalesce(quoted, false) THEN 1 ELSE 0 END) AS promotion,
    max(CASE WHEN CONFIRMED THEN 1 ELSE 0 END) AS confirmed,
    max(CASE WHEN label = 'insult' AND CONFIRMED THEN 1 ELSE 0 END) AS insult_confirmed,
    max(CASE WHEN label = 'threat' AND CONFIRMED THEN 1 ELSE 0 END) AS threat_confirmed,
    max(CASE WHEN label = 'incitement' AND CONFIRMED THEN 1 ELSE 0 END) AS incitement_confirmed,
    max(CASE WHEN label = 'paid_task' AND CONFIRMED THEN 1 ELSE 0 END) AS paid_task_confirmed,
    max(CASE WHEN label = 'sale_offer' AND CONFIRMED AND NOT coalesce(quoted, false) THEN 1 ELSE 0 END) AS sale_offer_confirmed,
    max(CASE WHEN label = 'promotion' AND CONFIRMED AND NOT coalesce(quoted, false) THEN 1 ELSE 0 END) AS promotion_confirmed
  FROM conduct
  WHERE CLAIMED
  GROUP BY channel_id, post_id
),
in_channel AS (
  SELECT s.how, coalesce(s.account, s.author, '') AS actor, s.channel_id AS shown_channel, max(s.account) AS account, max(s.author) AS author,
    count(*) AS posts, count(CASE WHEN s.forward THEN 1 END) AS forwards,
    sum(coalesce(a.insult, 0)) AS insult, sum(coalesce(a.threat, 0)) AS threat, sum(coalesce(a.incitement, 0)) AS incitement,
    sum(coalesce(a.paid_task, 0)) AS paid_task, sum(CASE WHEN s.elsewhere = 1 THEN 0 ELSE coalesce(a.sale_offer, 0) END) AS sale_offer,
    sum(CASE WHEN s.elsewhere = 1 THEN 0 ELSE coalesce(a.promotion, 0) END) AS promotion, sum(coalesce(a.confirmed, 0)) AS confirmed,
    sum(coalesce(a.insult_confirmed, 0)) AS insult_confirmed,
    sum(coalesce(a.threat_confirmed, 0)) AS threat_confirmed,
    sum(coalesce(a.incitement_confirmed, 0)) AS incitement_confirmed,
    sum(coalesce(a.paid_task_confirmed, 0)) AS paid_task_confirmed,
    sum(CASE WHEN s.elsewhere = 1 THEN 0 ELSE coalesce(a.sale_offer_confirmed, 0) END) AS sale_offer_confirmed,
    sum(CASE WHEN s.elsewhere = 1 THEN 0 ELSE coalesce(a.promotion_confirmed, 0) END) AS promotion_confirmed,
    min(s.date) AS first_date, max(s.date) AS last_date
  FROM signed AS s
  LEFT JOIN acts AS a ON a.channel_id = s.channel_id AND a.post_id = s.post_id
  GROUP BY s.how, coalesce(s.account, s.author, ''), s.channel_id
),
written AS (
  SELECT how, actor, shown_channel, account, author, 1 AS channels, posts, forwards, insult, threat, incitement, paid_task, sale_offer,
    promotion, confirmed, insult_confirmed, threat_confirmed, incitement_confirmed,
    paid_task_confirmed, sale_offer_confirmed, promotion_confirmed, first_date, last_date
  FROM in_channel
  UNION ALL
  SELECT how, actor, CAST(NULL AS STRING), max(account), CAST(NULL AS STRING), count(*), sum(posts), sum(forwards), sum(insult), sum(threat),
    sum(incitement), sum(paid_task), sum(sale_offer), sum(promotion), sum(confirmed),
    sum(insult_confirmed), sum(threat_confirmed), sum(incitement_confirmed), sum(paid_task_confirmed), sum(sale_offer_confirmed), sum(promotion_confirmed),
    min(first_date), max(last_date)
  FROM in_channel
  WHERE how = 'account'
  GROUP BY how, actor
),
posted AS (
  SELECT s.how, coalesce(s.account, s.author, '') AS actor, s.channel_id AS shown_channel, s.forward, s.channel_id, s.post_id
  FROM signed AS s
  JOIN (SELECT DISTINCT channel_id, post_id FROM dossiers WHERE HIGH) AS d ON d.channel_id = s.channel_id AND d.post_id = s.post_id
),
spans AS (
  SELECT how, actor, shown_channel, forward, channel_id, post_id FROM posted
  UNION ALL
  SELECT how, actor, CAST(NULL AS STRING), forward, channel_id, post_id FROM posted WHERE how = 'account'
),
exposed AS (
  SELECT s.how, s.actor, s.shown_channel,
    count(DISTINCT CASE WHEN LOW THEN d.channel_id || ' ' || d.post_id || ' ' || d.person_low END) AS publications_low,
    count(DISTINCT CASE WHEN BEST THEN d.channel_id || ' ' || d.post_id || ' ' || d.person_best END) AS publications_estimate,
    count(DISTINCT d.channel_id || ' ' || d.post_id || ' ' || d.person) AS publications_high, count(DISTINCT CASE WHEN s.forward THEN d.channel_id || ' ' || d.post_id || ' ' || d.person END) AS publications_forwarded,
    count(DISTINCT CASE WHEN LOW THEN d.person_low END) AS persons_low,
    count(DISTINCT CASE WHEN BEST THEN d.person_best END) AS persons_estimate, count(DISTINCT d.person) AS persons_high
  FROM spans AS s
  JOIN dossiers AS d ON d.channel_id = s.channel_id AND d.post_id = s.post_id
  WHERE HIGH
  GROUP BY s.how, s.actor, s.shown_channel
),
told AS (
  SELECT s.how, s.actor, s.shown_channel, coalesce(s.shown_channel, '') AS place, e.*
  FROM spans AS s
  JOIN exposures AS e ON e.channel_id = s.channel_id AND e.post_id = s.post_id
),
shown_here AS (
  SELECT how, actor, place, kind,
    max(CASE WHEN LOW AND admitted = 1 AND NOT hub THEN firm ELSE 0 END) = 1
      OR count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN person_low END)
        + CASE WHEN count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN digest END) > 1
          AND count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN digest END) = count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN person_low || hex(digest) END) THEN 1 ELSE 0 END >= $persons_low AS in_low,
    max(CASE WHEN BEST AND NOT hub THEN firm ELSE 0 END) = 1
      OR count(DISTINCT CASE WHEN BEST AND sure = 1 AND NOT hub THEN person_best END) >= $persons_best AS in_best
  FROM told
  GROUP BY how, actor, place, kind
),
things AS (
  SELECT e.how, e.actor, e.shown_channel,
    count(DISTINCT CASE WHEN LOW AND h.in_low AND e.shown = 'low' AND admitted = 1 AND NOT hub THEN e.person_low || e.kind || coalesce(hex(e.spelling), '') END) AS items_low,
    count(DISTINCT CASE WHEN BEST AND (h.in_low OR h.in_best) AND sure = 1 AND NOT hub THEN e.person_best || e.kind || hex(e.digest) END) AS items_estimate,
    count(DISTINCT e.person || e.kind || hex(e.digest)) AS items_high
  FROM told AS e
  JOIN shown_here AS h ON h.how = e.how AND h.actor = e.actor AND h.place = e.place AND h.kind = e.kind
  WHERE HIGH
  GROUP BY e.how, e.actor, e.shown_channel
)
SELECT w.how, w.account, w.author,
  w.shown_channel AS channel_id, w.channels, g.channels - 1 AS same_signature,
  CAST(w.posts AS BIGINT) AS posts, CAST(w.forwards AS BIGINT) AS forwards, CAST(w.posts - w.forwards AS BIGINT) AS own,
  coalesce(x.publications_low, 0) AS publications_low, coalesce(x.publications_estimate, 0) AS publications_estimate,
  coalesce(x.publications_high, 0) AS publications_high, coalesce(x.publications_forwarded, 0) AS publications_forwarded,
  coalesce(x.persons_low, 0) AS persons_low, coalesce(x.persons_estimate, 0) AS persons_estimate,
  coalesce(x.persons_high, 0) AS persons_high, coalesce(t.items_low, 0) AS items_low, coalesce(t.items_estimate, 0) AS items_estimate,
  coalesce(t.items_high, 0) AS items_high, CAST(w.insult AS BIGINT) AS insult, CAST(w.threat AS BIGINT) AS threat,
  CAST(w.incitement AS BIGINT) AS incitement, CAST(w.paid_task AS BIGINT) AS paid_task, CAST(w.sale_offer AS BIGINT) AS sale_offer,
  CAST(w.promotion AS BIGINT) AS promotion, CAST(w.confirmed AS BIGINT) AS confirmed, w.first_date, w.last_date,
  CAST(w.insult_confirmed AS BIGINT) AS insult_confirmed,
  CAST(w.threat_confirmed AS BIGINT) AS threat_confirmed,
  CAST(w.incitement_confirmed AS BIGINT) AS incitement_confirmed,
  CAST(w.paid_task_confirmed AS BIGINT) AS paid_task_confirmed,
  CAST(w.sale_offer_confirmed AS BIGINT) AS sale_offer_confirmed,
  CAST(w.promotion_confirmed AS BIGINT) AS promotion_confirmed
FROM written AS w
LEFT JOIN spread AS g ON g.author = w.author
LEFT JOIN exposed AS x ON x.how = w.how AND x.actor = w.actor AND coalesce(x.shown_channel, '') = coalesce(w.shown_channel, '')
LEFT JOIN things AS t ON t.how = w.how AND t.actor = w.actor AND coalesce(t.shown_channel, '') = coalesce(w.shown_channel, '')
ORDER BY w.how, w.posts DESC, w.actor, w.shown_channel ASC NULLS FIRST
