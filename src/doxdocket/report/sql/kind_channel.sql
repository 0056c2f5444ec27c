-- kind_channel: one row a kind and channel; dossiers that hold that kind there, at the high. Law: 法发〔2016〕22号 art. 19(2).
SELECT kind, channel_id, COUNT(*) AS dossiers
FROM (
  SELECT DISTINCT e.kind, e.channel_id, e.post_id, e.person_no
  FROM exposures AS e
  JOIN (SELECT channel_id, post_id, person_no FROM dossiers WHERE repeat_of IS NULL) AS d
    ON d.channel_id = e.channel_id AND d.post_id = e.post_id AND d.person_no = e.person_no
  WHERE HIGH
) AS held
GROUP BY kind, channel_id ORDER BY kind, channel_id
