-- group acts: one row a post of a group that is or may be an act, with its day (yyyymmdd, in China). Serves 刑法 Art. 17, 民法典 Art. 17 and 1188: the days by
-- which an age is asked. A post is an act where it exposes somebody in the low, or where a person confirmed that it insults, threatens, calls on
-- others or sets a paid task (sure 1); it may be one where it exposes somebody in the high alone (sure 0). A label that the machine proposes
-- makes none, nor does a notice. A post whose clock has no zone has no day, but the first and the last that are possible; one without a clock neither: it may be any.
SELECT g.name, g.channel_id, g.post_id, p.day, p.first_day, p.last_day, max(a.sure) AS sure
FROM groups AS g
JOIN posts AS p ON p.channel_id = g.channel_id AND p.post_id = g.post_id
JOIN (
  SELECT channel_id, post_id, CASE WHEN LOW THEN 1 ELSE 0 END AS sure FROM dossiers WHERE HIGH
  UNION ALL
  SELECT channel_id, post_id, 1 AS sure FROM conduct WHERE CONFIRMED AND label IN ('insult', 'threat', 'incitement', 'paid_task')
) AS a ON a.channel_id = g.channel_id AND a.post_id = g.post_id
GROUP BY g.name, g.channel_id, g.post_id, p.day, p.first_day, p.last_day
ORDER BY g.name, g.channel_id, g.post_id
