-- recheck: one row a publication of the earlier evidence: what the later captures say of it, and what that proves.
-- Where only captures without a time expose it, a later one that shows the post with all values proves that moment, whatever
-- the order; anything else would need the order, which is not known.
-- The captures themselves are named by recheck_earlier and recheck_later.
-- Serves 民法典 Art. 1167 (停止侵害、消除危险) and 电子数据规定 (法发〔2016〕22号) Art. 22.
WITH published AS (
  SELECT t.channel_id, t.post_id, t.as_no, count(DISTINCT (t.kind, t.digest)) AS items
  FROM told AS t
  GROUP BY t.channel_id, t.post_id, t.as_no
),
shown AS (
  SELECT t.channel_id, t.post_id, t.as_no, c.capture, c.rank, c.at
  FROM (SELECT DISTINCT channel_id, post_id, as_no, capture FROM told) AS t
  JOIN captures AS c ON c.channel_id = t.channel_id AND c.capture = t.capture AND c.at IS NOT NULL
),
earlier AS (
  SELECT channel_id, post_id, as_no, max(shown.at) AS earlier_at
  FROM shown
  GROUP BY channel_id, post_id, as_no
),
weighed AS (
  SELECT p.channel_id, p.post_id, p.as_no, p.items, e.earlier_at, s.at, s.extent, s.says,
    s.reach_first, s.reach_last, s.seen, s.missed, s.hindered, q.why, n.post_no,
    coalesce(l.items_gone, 0) AS items_gone, coalesce(l.items_unclear, 0) AS items_unclear, l.pictured, l.differs,
    CASE
      WHEN s.says IS NULL THEN 'not_covered'
      WHEN e.earlier_at IS NULL AND (s.says <> 'shown' OR coalesce(l.items_gone, 0) > 0) THEN 'not_covered'
      WHEN s.of_earlier = 1 AND s.says = 'shown'
        AND (coalesce(l.items_gone, 0) < p.items OR s.at <= e.earlier_at + $sitting) THEN 'not_covered'
      WHEN s.says <> 'shown' THEN 'gone'
      WHEN coalesce(l.items_unclear, 0) > 0 AND l.items_gone + l.items_unclear = p.items THEN 'changed_values_unclear'
      WHEN coalesce(l.items_gone, 0) > 0 THEN 'changed_values_gone'
      WHEN ',' || l.differs || ',' LIKE '%,text,%' OR ',' || l.differs || ',' LIKE '%,fields,%'
        OR ',' || l.differs || ',' LIKE '%,media,%' OR ',' || l.differs || ',' LIKE '%,type,%' THEN 'changed_values_kept'
      ELSE 'there'
    END AS status
  FROM published AS p
  LEFT JOIN earlier AS e ON e.channel_id = p.channel_id AND e.post_id = p.post_id AND e.as_no = p.as_no
  LEFT JOIN settled AS s ON s.channel_id = p.channel_id AND s.post_id = p.post_id
  LEFT JOIN left_there AS l ON l.channel_id = p.channel_id AND l.post_id = p.post_id AND l.as_no = p.as_no
  LEFT JOIN silent AS q ON q.channel_id = p.channel_id
  LEFT JOIN numbers AS n ON n.channel_id = p.channel_id AND n.post_id = p.post_id
)
SELECT w.channel_id, w.post_id, w.post_no, w.as_no, CASE WHEN w.as_no >= 0 THEN w.as_no END AS person_no, d.person, w.status,
  CASE
    WHEN w.status = 'not_covered' AND w.why = 'no_later_capture' THEN w.why
    WHEN w.status = 'not_covered' AND w.earlier_at IS NULL THEN 'order_unknown'
    WHEN w.status = 'not_covered' AND w.hindered IS NOT NULL THEN w.hindered
    WHEN w.status = 'not_covered' AND w.why = 'outside_range' AND w.post_no IS NULL THEN 'no_number'
    WHEN w.status = 'not_covered' THEN w.why
    WHEN w.says = 'empty' THEN 'stated_empty'
    WHEN w.says = 'deleted' THEN 'stated_deleted'
    WHEN w.says = 'lacks' AND w.extent = 'whole' THEN 'gone_whole'
    WHEN w.says = 'lacks' THEN 'gone_window'
    WHEN w.status = 'changed_values_gone' AND w.items_gone = w.items THEN 'values_all_gone'
    WHEN w.status = 'changed_values_gone' THEN 'values_some_gone'
    WHEN w.items_unclear > 0 AND w.pictured = 1 THEN 'moved_to_picture'
    WHEN w.items_unclear > 0 THEN 'form_narrower'
    WHEN w.status = 'changed_values_kept' THEN 'still_shown_changed'
    ELSE 'still_shown'
  END AS proves,
  w.items, w.items_gone, w.items_unclear,
  CASE WHEN w.says = 'shown' THEN coalesce(w.differs, '') ELSE '' END AS differs,
  w.earlier_at,
  CASE WHEN w.status <> 'not_covered' THEN w.at END AS later_at,
  CASE WHEN w.status <> 'not_covered' THEN w.reach_first END AS later_first,
  CASE WHEN w.status <> 'not_covered' THEN w.reach_last END AS later_last,
  CASE WHEN w.status = 'gone' THEN coalesce(w.seen, w.earlier_at)
    WHEN w.status = 'changed_values_gone' THEN w.earlier_at END AS gone_after,
  CASE WHEN w.status = 'gone' THEN w.missed WHEN w.status = 'changed_values_gone' THEN w.at END AS gone_before
FROM weighed AS w
LEFT JOIN dossiers AS d ON d.channel_id = w.channel_id AND d.post_id = w.post_id AND d.person_no = w.as_no
ORDER BY w.channel_id, w.post_no NULLS LAST, w.post_id, w.as_no DESC
