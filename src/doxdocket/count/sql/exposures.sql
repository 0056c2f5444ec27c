-- exposures: one row a distinct value of one publication, with its person under each reading of the links.
-- sure is 1 unless every finding of the value is doubtful; admitted is 1 where one that is not is admitted to low bounds (law.classes), or a person confirmed it; firm is 1 where a person confirmed one, or its check digit is right.
-- hub: many people share the value (table hubs) and no person confirmed it as this one's; whole is 1 where it is neither hidden, cut nor wrong.
-- sensitive: what a person decided of its kind (PIPL art. 28(1)), else null.
-- under_14_*: whether the person was under 14 on the day of the post. Serves 法释〔2017〕10号 Art. 11 (the reading by fields).
SELECT d.channel_id, d.post_id, d.person_no, d.person, d.person_best, d.person_low, d.counts,
  d.under_14_low, d.under_14_best, d.under_14_high, f.kind, f.digest,
  max(CASE WHEN f.verdict = 'doubtful' THEN 0 ELSE 1 END) AS sure,
  max(CASE WHEN f.admitted AND f.verdict <> 'doubtful' THEN 1 ELSE 0 END) AS admitted, max(CASE WHEN f.firm THEN 1 ELSE 0 END) AS firm,
  max(CASE WHEN h.kind IS NOT NULL THEN 1 ELSE 0 END) > max(CASE WHEN f.confirmed THEN 1 ELSE 0 END) AS hub,
  max(CASE WHEN f.verdict = 'valid' THEN 1 ELSE 0 END) AS whole, bool_or(f.sensitive) AS sensitive
FROM findings AS f
JOIN ages AS d ON d.channel_id = f.channel_id AND d.post_id = f.post_id AND d.person_no = f.person
LEFT JOIN hubs AS h ON h.kind = f.kind AND h.digest = f.digest
GROUP BY d.channel_id, d.post_id, d.person_no, d.person, d.person_best, d.person_low, d.counts,
  d.under_14_low, d.under_14_best, d.under_14_high, f.kind, f.digest
