-- group acts: one row a post of a group that is an act, with its day (yyyymmdd, in China). Serves 刑法 Art. 17, 民法典 Art. 17 and 1188: the days by
-- which an age is asked. A post is an act where it exposes somebody in the low, or where a person confirmed that it insults, threatens, calls on
-- others or sets a paid task; what the machine proposes is none, nor is a notice. An undated post has no day.
SELECT DISTINCT g.name, g.channel_id, g.post_id, p.day
FROM groups AS g
JOIN posts AS p ON p.channel_id = g.channel_id AND p.post_id = g.post_id
JOIN (
  SELECT channel_id, post_id FROM dossiers WHERE LOW
  UNION
  SELECT channel_id, post_id FROM conduct WHERE CONFIRMED AND label IN ('insult', 'threat', 'incitement', 'paid_task')
) AS a ON a.channel_id = g.channel_id AND a.post_id = g.post_id
WHERE p.day IS NOT NULL
ORDER BY g.name, g.channel_id, g.post_id
