-- by_channel: one row a channel, each count at the low and at the high. Law: cn/fashi-2017-10/11 (what each channel holds; rows
-- overlap and never add up to persons). A kind is shown in a channel by the persons of the channel, as in its scope. Posts are counted id by id, the high of the figure posts.
-- Sets that by themselves identify nobody are in no table of this page; the figures tell how many there are.
WITH held AS (
  SELECT channel_id,
    COUNT(DISTINCT CASE WHEN LOW THEN person_low END) AS persons_low, COUNT(DISTINCT CASE WHEN HIGH THEN person END) AS persons_high,
    COUNT(DISTINCT CASE WHEN LOW THEN post_id || ' ' || person_low END) AS publications_low, COUNT(CASE WHEN HIGH THEN 1 END) AS publications_high,
    COUNT(CASE WHEN LOW AND repeat_low IS NULL THEN 1 END) AS dossiers_low, COUNT(CASE WHEN HIGH AND repeat_of IS NULL THEN 1 END) AS dossiers_high,
    COUNT(DISTINCT CASE WHEN LOW THEN post_id END) AS with_pi_low, COUNT(DISTINCT CASE WHEN HIGH THEN post_id END) AS with_pi_high
  FROM dossiers GROUP BY channel_id
),
shown_here AS (
  SELECT channel_id, kind FROM exposures WHERE LOW AND admitted = 1 AND NOT hub
  GROUP BY channel_id, kind HAVING MAX(firm) = 1 OR COUNT(DISTINCT person_low) >= $persons_low
),
items_low AS (
  SELECT channel_id, COUNT(*) AS n
  FROM (
    SELECT DISTINCT e.channel_id, e.person_low, e.kind, e.spelling FROM exposures AS e
    JOIN shown_here AS h ON h.channel_id = e.channel_id AND h.kind = e.kind
    WHERE LOW AND admitted = 1 AND NOT hub
  ) AS x
  GROUP BY channel_id
),
items_high AS (
  SELECT channel_id, COUNT(*) AS n
  FROM (SELECT DISTINCT channel_id, person, kind, digest FROM exposures WHERE HIGH) AS x
  GROUP BY channel_id
),
written AS (
  SELECT channel_id, COUNT(*) AS posts, MIN(day) AS first_day, MAX(day) AS last_day FROM posts GROUP BY channel_id
)
SELECT written.channel_id, written.posts,
  COALESCE(with_pi_low, 0) AS with_pi_low, COALESCE(with_pi_high, 0) AS with_pi_high,
  COALESCE(persons_low, 0) AS persons_low, COALESCE(persons_high, 0) AS persons_high,
  COALESCE(dossiers_low, 0) AS dossiers_low, COALESCE(dossiers_high, 0) AS dossiers_high,
  COALESCE(publications_low, 0) AS publications_low, COALESCE(publications_high, 0) AS publications_high,
  COALESCE(items_low.n, 0) AS items_low, COALESCE(items_high.n, 0) AS items_high, first_day, last_day
FROM written
LEFT JOIN held ON held.channel_id = written.channel_id
LEFT JOIN items_low ON items_low.channel_id = written.channel_id
LEFT JOIN items_high ON items_high.channel_id = written.channel_id
ORDER BY dossiers_high DESC, posts DESC, written.channel_id
