-- several: one row a post that stands more than once.
SELECT channel_id, post_id
FROM posts
GROUP BY channel_id, post_id
HAVING count(*) > 1
