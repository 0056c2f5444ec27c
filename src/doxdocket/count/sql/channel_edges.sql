-- channel_edges: one row a relation of one kind between two channels, as captured. Directed kinds: forward (from its origin to who passes it
-- on), promotion (of a post so labelled), backup (of a post that says where the channel will be found should it be closed) and mention, from
-- who names to who is named. The others have no direction and stand with the smaller id as source: signature (posts signed alike), account
-- (the same account posts in both), announcement (near-duplicate promotion), persons (both show). weight: posts; of the undirected kinds
-- how many are shared. Who is in more than $cap channels, or signs there, binds none. captured is 0 where one end was not captured: it is
-- known by what captured posts say of it alone, and by
-- its handle only where detection names it as a channel (channel_names): another handle may be a victim's. Signatures are a hint: two persons may sign alike. Serves rules/channels.yaml.
WITH said AS (
  SELECT channel_id, post_id, name, max(promoted) AS promoted, max(backup) AS backup
  FROM mentions
  GROUP BY channel_id, post_id, name
),
promised AS (
  SELECT DISTINCT channel_id, post_id, name FROM channel_names
),
named AS (
  SELECT s.channel_id, s.post_id, coalesce(h.channel_id, s.name) AS aim, CASE WHEN h.channel_id IS NULL THEN 0 ELSE 1 END AS captured,
    CASE WHEN s.backup = 1 THEN 'backup' WHEN s.promoted = 1 THEN 'promotion' ELSE 'mention' END AS kind
  FROM said AS s
  LEFT JOIN handles AS h ON h.name = s.name
  LEFT JOIN promised AS c ON c.channel_id = s.channel_id AND c.post_id = s.post_id AND c.name = s.name
  WHERE h.channel_id IS NOT NULL OR c.name IS NOT NULL
),
directed AS (
  SELECT origin AS source, channel_id AS target, 'forward' AS kind, captured, how, post_id, channel_id, second FROM forwards
  UNION ALL
  SELECT n.channel_id, n.aim, n.kind, n.captured, 'username', n.post_id, n.channel_id, p.second
  FROM named AS n
  LEFT JOIN posts AS p ON p.channel_id = n.channel_id AND p.post_id = n.post_id
  WHERE n.captured = 1 OR n.kind <> 'mention'
),
marks AS (
  SELECT what, mark, channel_id FROM signs GROUP BY what, mark, channel_id
  UNION ALL
  SELECT 'announcement', cluster, channel_id FROM texts WHERE notice = 1 GROUP BY cluster, channel_id
),
rare AS (
  SELECT what, mark, count(*) AS channels FROM marks GROUP BY what, mark HAVING count(*) BETWEEN 2 AND $cap
),
undirected AS (
  SELECT x.channel_id AS source, y.channel_id AS target, x.what AS kind, count(*) AS weight
  FROM marks AS x
  JOIN rare AS r ON r.what = x.what AND r.mark = x.mark
  JOIN marks AS y ON y.what = x.what AND y.mark = x.mark AND y.channel_id > x.channel_id
  GROUP BY x.channel_id, y.channel_id, x.what
  UNION ALL
  SELECT a, b, 'persons', shared FROM pairs WHERE what = 'persons'
)
SELECT source, target, kind, CAST(count(DISTINCT post_id) AS BIGINT) AS weight, min(how) AS how, min(captured) AS captured, 1 AS directed,
  min(second) AS first_at, max(second) AS last_at
FROM directed
WHERE source <> target
GROUP BY source, target, kind
UNION ALL
SELECT source, target, kind, CAST(weight AS BIGINT), 'same', 1, 0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM undirected
ORDER BY source, target, kind
