-- by channel: one row a channel; persons under certain links. A person in two channels is in both rows: rows never add up.
SELECT p.channel_id, count(*) AS posts, coalesce(max(d.publications), 0) AS publications,
  coalesce(max(d.dossiers), 0) AS dossiers, coalesce(max(d.persons), 0) AS persons
FROM posts AS p
LEFT JOIN (
  SELECT channel_id, count(*) AS publications, count(*) - count(repeat_of) AS dossiers, count(DISTINCT person) AS persons
  FROM dossiers
  GROUP BY channel_id
) AS d ON d.channel_id = p.channel_id
GROUP BY p.channel_id
ORDER BY p.channel_id
