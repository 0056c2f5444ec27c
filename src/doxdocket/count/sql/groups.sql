-- groups: one row a group of posts that somebody named (what a defendant posted, what was posted in channels while he ran them): what
-- it exposed. Serves 民法典 Art. 1168 to 1172 (what each did alone and together). groups holds the posts of each; a post may be in
-- several groups, so groups are never added up. Every count is of distinct things within the group, by the rules of the whole.
-- Conduct: posts that a person confirmed; beside them (_proposed) posts that only the machine labels, which are no act of anybody until then.
-- Of adverts (offers, promotion) _passed are those of posts in which every such stretch is quoted or forwarded from elsewhere: whose advert it is.
WITH mine AS (
  SELECT DISTINCT name, channel_id, post_id FROM groups
),
posted AS (
  SELECT m.name, count(*) AS posts
  FROM mine AS m
  JOIN posts AS p ON p.channel_id = m.channel_id AND p.post_id = m.post_id
  GROUP BY m.name
),
labelled AS (
  SELECT m.name, c.label, m.channel_id, m.post_id, max(CASE WHEN CONFIRMED THEN 1 ELSE 0 END) AS sure,
    max(CASE WHEN CONFIRMED AND NOT coalesce(c.quoted, false) AND o.elsewhere = 0 THEN 1 ELSE 0 END) AS own_sure,
    max(CASE WHEN NOT coalesce(c.quoted, false) AND o.elsewhere = 0 THEN 1 ELSE 0 END) AS own
  FROM mine AS m
  JOIN conduct AS c ON c.channel_id = m.channel_id AND c.post_id = m.post_id
  JOIN (
    SELECT channel_id, post_id,
      CASE WHEN ELSEWHERE THEN 1 ELSE 0 END AS elsewhere
    FROM posts
  ) AS o ON o.channel_id = m.channel_id AND o.post_id = m.post_id
  WHERE CLAIMED
  GROUP BY m.name, c.label, m.channel_id, m.post_id
),
acts AS (
  SELECT name,
    count(CASE WHEN label = 'insult' AND sure = 1 THEN 1 END) AS insult,
    count(CASE WHEN label = 'threat' AND sure = 1 THEN 1 END) AS threat,
    count(CASE WHEN label = 'incitement' AND sure = 1 THEN 1 END) AS incitement,
    count(CASE WHEN label = 'paid_task' AND sure = 1 THEN 1 END) AS paid_task,
    count(CASE WHEN label = 'sale_offer' AND sure = 1 THEN 1 END) AS sale_offer,
    count(CASE WHEN label = 'promotion' AND sure = 1 THEN 1 END) AS promotion,
    count(CASE WHEN label = 'insult' AND sure = 0 THEN 1 END) AS insult_proposed,
    count(CASE WHEN label = 'threat' AND sure = 0 THEN 1 END) AS threat_proposed,
    count(CASE WHEN label = 'incitement' AND sure = 0 THEN 1 END) AS incitement_proposed,
    count(CASE WHEN label = 'paid_task' AND sure = 0 THEN 1 END) AS paid_task_proposed,
    count(CASE WHEN label = 'sale_offer' AND sure = 0 THEN 1 END) AS sale_offer_proposed,
    count(CASE WHEN label = 'promotion' AND sure = 0 THEN 1 END) AS promotion_proposed,
    count(CASE WHEN label = 'sale_offer' AND sure = 1 AND own_sure = 0 THEN 1 END) AS sale_offer_passed,
    count(CASE WHEN label = 'promotion' AND sure = 1 AND own_sure = 0 THEN 1 END) AS promotion_passed,
    count(CASE WHEN label = 'sale_offer' AND sure = 0 AND own = 0 THEN 1 END) AS sale_offer_proposed_passed,
    count(CASE WHEN label = 'promotion' AND sure = 0 AND own = 0 THEN 1 END) AS promotion_proposed_passed
  FROM labelled
  GROUP BY name
),
exposed AS (
  SELECT m.name,
    count(DISTINCT CASE WHEN LOW THEN d.channel_id || ' ' || d.post_id END) AS posts_with_pi_low,
    count(DISTINCT CASE WHEN BEST THEN d.channel_id || ' ' || d.post_id END) AS posts_with_pi_estimate,
    count(DISTINCT CASE WHEN HIGH THEN d.channel_id || ' ' || d.post_id END) AS posts_with_pi_high,
    count(DISTINCT CASE WHEN LOW THEN d.channel_id || ' ' || d.post_id || ' ' || d.person_low END) AS publications_low,
    count(DISTINCT CASE WHEN BEST THEN d.channel_id || ' ' || d.post_id || ' ' || d.person_best END) AS publications_estimate,
    count(DISTINCT CASE WHEN HIGH THEN d.channel_id || ' ' || d.post_id || ' ' || d.person END) AS publications_high,
    count(DISTINCT CASE WHEN LOW THEN d.person_low END) AS persons_low,
    count(DISTINCT CASE WHEN BEST THEN d.person_best END) AS persons_estimate,
    count(DISTINCT CASE WHEN HIGH THEN d.person END) AS persons_high
  FROM mine AS m
  JOIN dossiers AS d ON d.channel_id = m.channel_id AND d.post_id = m.post_id
  GROUP BY m.name
),
told AS (  -- how a kind is shown within the group, as shown.sql asks of a scope
  SELECT m.name, e.kind,
    count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN e.person_low END) AS persons_low,
    CASE WHEN count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN e.digest END) > 1
      AND count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN e.digest END) = count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN e.person_low || hex(e.digest) END) THEN 1 ELSE 0 END AS differ_low,
    count(DISTINCT CASE WHEN BEST AND sure = 1 AND NOT hub THEN e.person_best END) AS persons_best,
    max(CASE WHEN LOW AND admitted = 1 AND NOT hub THEN firm ELSE 0 END) AS firm_low, max(CASE WHEN BEST AND NOT hub THEN firm ELSE 0 END) AS firm_best
  FROM mine AS m
  JOIN exposures AS e ON e.channel_id = m.channel_id AND e.post_id = m.post_id
  GROUP BY m.name, e.kind
),
held AS (
  SELECT m.name, e.person, e.person_best, e.person_low, e.counts, e.kind, e.digest, e.spelling, e.sure, e.admitted, e.hub,
    CASE
      WHEN (t.firm_low = 1 OR t.persons_low + t.differ_low >= $persons_low) AND e.shown = 'low' THEN 'low'
      WHEN t.firm_best = 1 OR t.persons_best >= $persons_best THEN 'estimate'
      ELSE 'high'
    END AS shown
  FROM mine AS m
  JOIN exposures AS e ON e.channel_id = m.channel_id AND e.post_id = m.post_id
  JOIN told AS t ON t.name = m.name AND t.kind = e.kind
),
things AS (
  SELECT name,
    count(DISTINCT CASE WHEN LOW AND SHOWN THEN person_low || kind || coalesce(hex(spelling), '') END) AS items_low,
    count(DISTINCT CASE WHEN BEST AND LIKELY THEN person_best || kind || hex(digest) END) AS items_estimate,
    count(DISTINCT CASE WHEN HIGH THEN person || kind || hex(digest) END) AS items_high,
    count(DISTINCT CASE WHEN LOW AND SHOWN THEN kind END) AS kinds_low,
    count(DISTINCT CASE WHEN BEST AND LIKELY THEN kind END) AS kinds_estimate,
    count(DISTINCT CASE WHEN HIGH AND NOT UNREAD THEN kind END) AS kinds_high
  FROM held
  GROUP BY name
)
SELECT p.name, p.posts,
  coalesce(x.posts_with_pi_low, 0) AS posts_with_pi_low, coalesce(x.posts_with_pi_estimate, 0) AS posts_with_pi_estimate,
  coalesce(x.posts_with_pi_high, 0) AS posts_with_pi_high,
  coalesce(x.publications_low, 0) AS publications_low, coalesce(x.publications_estimate, 0) AS publications_estimate,
  coalesce(x.publications_high, 0) AS publications_high,
  coalesce(x.persons_low, 0) AS persons_low, coalesce(x.persons_estimate, 0) AS persons_estimate, coalesce(x.persons_high, 0) AS persons_high,
  coalesce(t.items_low, 0) AS items_low, coalesce(t.items_estimate, 0) AS items_estimate, coalesce(t.items_high, 0) AS items_high,
  coalesce(t.kinds_low, 0) AS kinds_low, coalesce(t.kinds_estimate, 0) AS kinds_estimate, coalesce(t.kinds_high, 0) AS kinds_high,
  coalesce(a.insult, 0) AS insult, coalesce(a.threat, 0) AS threat,
  coalesce(a.incitement, 0) AS incitement, coalesce(a.paid_task, 0) AS paid_task, coalesce(a.sale_offer, 0) AS sale_offer,
  coalesce(a.promotion, 0) AS promotion,
  coalesce(a.insult_proposed, 0) AS insult_proposed, coalesce(a.threat_proposed, 0) AS threat_proposed,
  coalesce(a.incitement_proposed, 0) AS incitement_proposed, coalesce(a.paid_task_proposed, 0) AS paid_task_proposed,
  coalesce(a.sale_offer_proposed, 0) AS sale_offer_proposed, coalesce(a.promotion_proposed, 0) AS promotion_proposed,
  coalesce(a.sale_offer_passed, 0) AS sale_offer_passed, coalesce(a.promotion_passed, 0) AS promotion_passed,
  coalesce(a.sale_offer_proposed_passed, 0) AS sale_offer_proposed_passed, coalesce(a.promotion_proposed_passed, 0) AS promotion_proposed_passed
FROM posted AS p
LEFT JOIN exposed AS x ON x.name = p.name
LEFT JOIN things AS t ON t.name = p.name
LEFT JOIN acts AS a ON a.name = p.name
ORDER BY p.name
