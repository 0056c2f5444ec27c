-- hubs_stated: one row a stated value that is a hub or another name of one (the account that is the telephone, a picture of the card),
-- with where it stands. Serves 法释〔2017〕10号 Art. 11 ¶3: what does not point to the person is no 条 of that person.
WITH named AS (
  SELECT c.value, h.value AS hub
  FROM claims AS c
  JOIN hubs AS h ON h.value = c.value
  UNION ALL
  SELECT m.value, h.value AS hub
  FROM means AS m
  JOIN hubs AS h ON h.value = m.says
  WHERE m.same = 1 OR m.kind = 'picture'
),
stated AS (
  SELECT value, min(hub) AS hub FROM named GROUP BY value
),
spread AS (
  SELECT s.value, s.hub, min(c.kind) AS kind, min(c.digest) AS digest, min(c.tag) AS tag,
    min(CAST(c.standing AS STRING) || c.mask) AS shown, count(*) AS publications,
    sum(CASE WHEN o.repeats THEN 0 ELSE 1 END) AS dossiers, count(DISTINCT o.channel_id) AS channels,
    count(DISTINCT o.person_low) AS persons_low, count(DISTINCT o.person_best) AS persons, count(DISTINCT o.person) AS persons_high,
    min(c.pub) AS first_pub, max(c.pub) AS last_pub
  FROM stated AS s
  JOIN claims AS c ON c.value = s.value
  JOIN owners AS o ON o.pub = c.pub
  WHERE c.standing < 4
  GROUP BY s.value, s.hub
)
SELECT s.value, s.kind, s.digest, substr(s.shown, 2) AS mask, s.tag, h.way, h.names, h.commonest, h.told,
  CAST(s.publications AS INTEGER) AS publications, CAST(s.dossiers AS INTEGER) AS dossiers, CAST(s.channels AS INTEGER) AS channels,
  CAST(s.persons_low AS INTEGER) AS persons_low, CAST(s.persons AS INTEGER) AS persons, CAST(s.persons_high AS INTEGER) AS persons_high,
  s.first_pub, s.last_pub
FROM spread AS s
JOIN hubs AS h ON h.value = s.hub
ORDER BY s.value
