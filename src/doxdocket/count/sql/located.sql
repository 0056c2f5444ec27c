-- located: one row a person of a publication and a prefecture that one of its values tells, by source, with how many posts tell it.
-- Serves the planning of interviews (人民检察院公益诉讼办案规则, inquiry of parties). source: registration (id number), address, phone (area code).
SELECT d.person, d.person_best, d.person_low, d.counts,
  CASE f.kind WHEN 'id_number' THEN 'registration' WHEN 'landline_number' THEN 'phone' ELSE 'address' END AS source,
  f.region, count(DISTINCT d.channel_id || ' ' || d.post_id) AS posts
FROM findings AS f
JOIN dossiers AS d ON d.channel_id = f.channel_id AND d.post_id = f.post_id AND d.person_no = f.person
WHERE f.region IS NOT NULL AND f.verdict = 'valid' AND HIGH
GROUP BY d.person, d.person_best, d.person_low, d.counts,
  CASE f.kind WHEN 'id_number' THEN 'registration' WHEN 'landline_number' THEN 'phone' ELSE 'address' END, f.region
