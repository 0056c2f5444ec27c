-- reach_person_totals: one row a person: posts that expose it (an album is one), and how many of them have a reading, at the high.
-- Serves 法发〔2016〕22号 Art. 22.
SELECT part, count(DISTINCT channel_id || '/' || unit) AS posts, count(DISTINCT own) AS read
FROM reach_person_parts
GROUP BY part
