-- looks: of neighbours, what tells posts of one album from posts that merely came at once. media: how many files a post names.
SELECT p.channel_id, p.post_id, p.capture, p.row_no, p.media > 0 AS has_media, coalesce(p.text, '') <> '' AS has_text,
  concat_ws('|', p.from_id, p.forwarded_from, p.forwarded_from_id) AS sender
FROM posts AS p
JOIN neighbours AS n ON n.channel_id = p.channel_id AND n.post_id = p.post_id
