-- last_act: one row; the day of the last publication of anybody. Law: cn/fashi-2017-10/5 (the rule in force at the act).
SELECT MAX(posts.day) AS last_day
FROM dossiers JOIN posts ON posts.channel_id = dossiers.channel_id AND posts.post_id = dossiers.post_id
