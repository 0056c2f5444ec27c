-- prints: one row a post and capture, its content as digests, so that captures can be compared without their texts.
-- fields: what stands beside the text, as one text; media: how many files the post names; blanks: white space, without which texts are compared.
SELECT p.channel_id, p.post_id, p.capture, p.type, p.row_no,
  md5(translate(coalesce(p.text, ''), $blanks, '')) AS text,
  md5(p.fields) AS fields,
  p.media,
  md5(concat_ws('|', p.forwarded_from, p.forwarded_from_id, p.forwarded_post)) AS forwarded,
  p.author, p.edited
FROM posts AS p
JOIN several AS s ON s.channel_id = p.channel_id AND s.post_id = p.post_id
