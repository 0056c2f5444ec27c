-- ordered: the merged posts with their albums, in canonical order (date, channel, post).
SELECT m.*, a.album, a.album_how
FROM merged AS m
LEFT JOIN albums AS a ON a.channel_id = m.channel_id AND a.post_id = m.post_id
ORDER BY m.date NULLS LAST, m.channel_id, m.post_no, m.post_id
