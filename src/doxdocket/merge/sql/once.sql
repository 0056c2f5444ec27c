-- once: what merged.sql says where every post stands in one capture once, which needs no windows.
SELECT channel_id, post_id, post_no, date, type, forwarded_from, forwarded_from_id, forwarded_post, forwarded_date, reply_to, source,
  capture, CAST(1 AS INTEGER) AS captures, CAST(1 AS INTEGER) AS versions, row_no
FROM posts
