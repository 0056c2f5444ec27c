-- kind_channel: one row a kind and channel; dossiers that hold that kind there. Law: 法发〔2016〕22号 art. 19(2).
SELECT kind, channel_id, COUNT(*) AS dossiers
FROM exposed
WHERE repeat_of IS NULL
GROUP BY kind, channel_id ORDER BY kind, channel_id
