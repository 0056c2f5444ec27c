-- views_read: one row a reading of the views of a post, with the place of its capture in time and its moment, if anybody says.
-- Serves 法释〔2013〕21号 Art. 2 and 民法典 Art. 998: reach, in times seen (人次), never persons.
-- A counter of 0 is no reading: whoever posts has seen the post, and forms write 0 where the platform shows no counter.
SELECT r.channel_id, r.post_id, r.low, r.value, r.high, coalesce(c.rank, CAST(-1 AS BIGINT)) AS rank, coalesce(r.at, c.at) AS moment,
  r.capture
FROM readings AS r
LEFT JOIN captures AS c ON c.channel_id = r.channel_id AND c.capture = r.capture
WHERE r.what = 'views' AND r.post_id IS NOT NULL AND r.high > 0
