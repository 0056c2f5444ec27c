-- faces: one row a face that a picture of a post shows and a person of that post; place: the picture's file. Words that speak of a picture show none.
-- Where a face is was found, whose it is was not asked: it is the person's whom the picture is put to. Serves 法释〔2017〕10号 Art. 1.
SELECT d.channel_id, d.post_id, d.person, d.person_best, d.person_low, d.counts, f."where" AS place, f.digest,
  CASE WHEN f.verdict = 'doubtful' THEN 0 ELSE 1 END AS sure,
  CASE WHEN f.admitted AND f.verdict <> 'doubtful' THEN 1 ELSE 0 END AS admitted, s.shown,
  h.kind IS NOT NULL AND NOT f.confirmed AS hub
FROM findings AS f
JOIN dossiers AS d ON d.channel_id = f.channel_id AND d.post_id = f.post_id AND d.person_no = f.person
JOIN shown AS s ON s.kind = f.kind
LEFT JOIN hubs AS h ON h.kind = f.kind AND h.digest = f.digest
WHERE f.kind = 'face_photo' AND f."where" LIKE 'image:%'
ORDER BY d.channel_id, d.post_id, d.person_no, f."where"
