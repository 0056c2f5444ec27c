-- victims: one row a publication: to which group of victims a person put its person, what that person is to the poster, and whether it is another
-- victim's kin, in each reading of the links. Kin: told of by a word of kinship, or a person decided so; perhaps (high): a partner, somebody whom such a word leads
-- where the text tells nobody whose kin it could be, and who shares a home with another person. Null: nobody said (不明), never "none". Where links make one of two who were put differently, the first code in the alphabet stands.
-- Serves 个人信息保护法 Art. 70 (many persons, of which groups) and 民法典 Art. 998 (occupation, reach, relation of the parties).
WITH told AS (
  SELECT person, person_best, person_low, CASE WHEN modifier = 'group' THEN told END AS grp, CASE WHEN modifier = 'relation' THEN told END AS rel
  FROM modifiers
  WHERE modifier IN ('group', 'relation') AND person IS NOT NULL
),
kin AS (SELECT person, person_best, person_low FROM modifiers WHERE modifier = 'kin' AND told <> person),
homes AS (  -- a home of several persons
  SELECT kind, digest
  FROM exposures
  WHERE kind IN ('home_address', 'household_registration') AND person IS NOT NULL AND HIGH AND NOT hub
  GROUP BY kind, digest
  HAVING count(DISTINCT person) > 1
),
together AS (SELECT DISTINCT e.person FROM exposures AS e JOIN homes AS h ON h.kind = e.kind AND h.digest = e.digest WHERE HIGH AND NOT hub),
certain AS (SELECT person, min(grp) AS grp, min(rel) AS rel FROM told GROUP BY person),
best AS (SELECT person_best, min(grp) AS grp, min(rel) AS rel FROM told GROUP BY person_best),
widest AS (SELECT person_low, min(grp) AS grp, min(rel) AS rel FROM told GROUP BY person_low)
SELECT d.channel_id, d.post_id, d.person_no, d.person, d.person_best, d.person_low, d.counts,
  w.grp AS group_low, b.grp AS group_best, c.grp AS group_high, w.rel AS relation_low, b.rel AS relation_best, c.rel AS relation_high,
  KIN OR d.person_low IN (SELECT person_low FROM kin WHERE person_low IS NOT NULL) AS kin_low,
  KIN OR d.person_best IN (SELECT person_best FROM kin WHERE person_best IS NOT NULL) AS kin_best,
  KIN OR d.relation IS NOT NULL AND NOT COMPANY OR d.person IN (SELECT person FROM kin) OR d.person IN (SELECT person FROM together) AS kin_high
FROM dossiers AS d
LEFT JOIN certain AS c ON c.person = d.person
LEFT JOIN best AS b ON b.person_best = d.person_best
LEFT JOIN widest AS w ON w.person_low = d.person_low
ORDER BY d.channel_id, d.post_id, d.person_no
