-- channel_activity: one row a captured channel: what it posted, when, and what of it exposes somebody; labels of conduct by post; conduct: posts that incite,
-- set tasks or sell and expose somebody too. Offers and promotion that a channel only quotes or forwards from elsewhere are adverts of others and none of its own.
-- Persons at three readings as in the figures; only_persons: at least how many no other captured channel shows, taken as one wherever a
-- doubtful link may join them; days are days in China. Serves 法释〔2017〕10号 Art. 11; rules/channels.yaml (activity).
WITH written AS (
  SELECT channel_id, count(*) AS posts, min(second) AS first_at, max(second) AS last_at, count(DISTINCT day) AS days_any
  FROM posts
  GROUP BY channel_id
),
alone AS (
  SELECT person_low AS joined
  FROM dossiers
  WHERE HIGH AND person_low IS NOT NULL
  GROUP BY person_low
  HAVING count(DISTINCT channel_id) = 1
),
exposed AS (
  SELECT d.channel_id, count(DISTINCT CASE WHEN LOW THEN person_low END) AS persons_low,
    count(DISTINCT CASE WHEN LOW THEN a.joined END) AS only_persons,
    count(DISTINCT CASE WHEN BEST THEN person_best END) AS persons,
    count(DISTINCT CASE WHEN HIGH THEN person END) AS persons_high,
    count(DISTINCT CASE WHEN BEST THEN d.post_id END) AS posts_with_pi,
    count(DISTINCT CASE WHEN BEST THEN d.post_id || ' ' || d.person_best END) AS publications,
    count(CASE WHEN BEST AND repeat_best IS NULL THEN 1 END) AS dossiers,
    count(DISTINCT CASE WHEN BEST THEN p.day END) AS days
  FROM dossiers AS d
  LEFT JOIN alone AS a ON a.joined = d.person_low
  LEFT JOIN posts AS p ON p.channel_id = d.channel_id AND p.post_id = d.post_id
  GROUP BY d.channel_id
),
open_posts AS (
  SELECT DISTINCT channel_id, post_id FROM dossiers WHERE BEST
),
passed AS (
  SELECT DISTINCT channel_id, post_id FROM forwards WHERE elsewhere = 1
),
labelled AS (
  SELECT c.channel_id,
    count(DISTINCT CASE WHEN label = 'incitement' THEN c.post_id END) AS incitement,
    count(DISTINCT CASE WHEN label = 'paid_task' THEN c.post_id END) AS paid_task,
    count(DISTINCT CASE WHEN label = 'sale_offer' THEN c.post_id END) AS sale_offer,
    count(DISTINCT CASE WHEN label = 'promotion' THEN c.post_id END) AS promotion,
    count(DISTINCT CASE WHEN label IN ('incitement', 'paid_task', 'sale_offer') THEN o.post_id END) AS conduct,
    count(DISTINCT CASE WHEN label IN ('incitement', 'paid_task', 'sale_offer') AND CONFIRMED THEN o.post_id END) AS conduct_confirmed
  FROM conduct AS c
  LEFT JOIN open_posts AS o ON o.channel_id = c.channel_id AND o.post_id = c.post_id
  LEFT JOIN passed AS f ON f.channel_id = c.channel_id AND f.post_id = c.post_id
  WHERE CLAIMED AND (label NOT IN ('sale_offer', 'promotion') OR (NOT coalesce(c.quoted, false) AND f.post_id IS NULL))
  GROUP BY c.channel_id
)
SELECT w.channel_id, w.posts, w.first_at, w.last_at, w.days_any, coalesce(e.posts_with_pi, 0) AS posts_with_pi,
  coalesce(e.publications, 0) AS publications, coalesce(e.dossiers, 0) AS dossiers, coalesce(e.persons_low, 0) AS persons_low,
  coalesce(e.persons, 0) AS persons, coalesce(e.persons_high, 0) AS persons_high, coalesce(e.only_persons, 0) AS only_persons, coalesce(e.days, 0) AS days,
  coalesce(l.incitement, 0) AS incitement, coalesce(l.paid_task, 0) AS paid_task, coalesce(l.sale_offer, 0) AS sale_offer,
  coalesce(l.promotion, 0) AS promotion, coalesce(l.conduct, 0) AS conduct, coalesce(l.conduct_confirmed, 0) AS conduct_confirmed
FROM written AS w
LEFT JOIN exposed AS e ON e.channel_id = w.channel_id
LEFT JOIN labelled AS l ON l.channel_id = w.channel_id
ORDER BY w.channel_id
