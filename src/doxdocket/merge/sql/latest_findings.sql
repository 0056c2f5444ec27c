-- latest findings: one row a finding, of those rows that stand for their posts (merged.sql).
-- An id may stand twice in one file: what one row exposes is never put to the other.
-- Serves 法释〔2017〕10号 Art. 11: one post captured twice is not counted twice.
SELECT f.*
FROM findings AS f
JOIN latest AS k ON f.channel_id = k.channel_id AND f.post_id = k.post_id AND f.capture = k.capture
  AND f.row_no IS NOT DISTINCT FROM k.row_no
ORDER BY f.channel_id, f.post_no, f.post_id, f."where", f.start, f."end", f.kind, f.verdict, f.person, f.digest
