-- prints: one row a post and capture, its content as digests, so that captures can be compared without their texts.
SELECT p.channel_id, p.post_id, p.capture, p.type, p.row_no,
  md5(regexp_replace(coalesce(p.text, ''), '[\s\x{85}\x{a0}\x{200b}\x{2028}\x{2029}\x{3000}\x{feff}]+', '', 'g')) AS text,
  md5(CAST(p.fields AS VARCHAR)) AS fields,
  len(p.media) AS media,
  md5(concat_ws('|', p.forwarded_from, p.forwarded_from_id, p.forwarded_post)) AS forwarded,
  p.author, CAST(p.edited AS VARCHAR) AS edited
FROM posts AS p
JOIN several AS s ON s.channel_id = p.channel_id AND s.post_id = p.post_id
