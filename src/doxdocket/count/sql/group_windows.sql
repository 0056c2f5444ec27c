-- group windows: one row a post of a group in a part of its time. Serves 民法典 Art. 17, 1188 and 刑法 Art. 17: what was done before and after an
-- age, or in the time of one guardian. windows: name (the group), part, bound, and the days (yyyymmdd, in China) of one stretch of that
-- part; low holds the posts that surely lie in it, high those that may; undated 1 takes posts without a sure day (first_day to last_day, in which it may be; none: any) that may lie in it, else they must. A part may have many stretches.
-- The name of a row is that of the group, the part and the bound.
SELECT DISTINCT g.name || ' ' || w.part || ' ' || w.bound AS name, g.channel_id, g.post_id
FROM groups AS g
JOIN posts AS p ON p.channel_id = g.channel_id AND p.post_id = g.post_id
JOIN windows AS w ON w.name = g.name
  AND ((p.first_day >= w.first_day AND p.last_day <= w.last_day)
    OR (w.undated = 1 AND (p.first_day IS NULL OR (p.last_day >= w.first_day AND p.first_day <= w.last_day))))
ORDER BY name, g.channel_id, g.post_id
