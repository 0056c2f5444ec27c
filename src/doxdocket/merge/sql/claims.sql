-- claims: one row a row of a post that stands more than once and exposes somebody: how many distinct values it does, without
-- the doubtful ones (sure), and with them (found). Serves 法释〔2017〕10号 Art. 11: a record is not lost by how it is written.
SELECT f.channel_id, f.post_id, f.capture, f.row_no,
  count(DISTINCT CASE WHEN f.verdict <> 'doubtful' AND f.person >= 0 THEN f.kind || ' ' || coalesce(hex(f.digest), '') END) AS sure,
  count(DISTINCT f.kind || ' ' || coalesce(hex(f.digest), '')) AS found
FROM findings AS f
JOIN several AS s ON s.channel_id = f.channel_id AND s.post_id = f.post_id
GROUP BY f.channel_id, f.post_id, f.capture, f.row_no
