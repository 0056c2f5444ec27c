-- completeness: one row a channel, capture, item and code that lacks or is in doubt, in the order of the table, with the file
-- of its capture. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
SELECT r.channel_id, r.capture, coalesce(r.source, c.source) AS source, r.item, r.code, r.count, r.bytes, r.detail
FROM given AS r
JOIN places AS p ON p.item = r.item
LEFT JOIN captures AS c ON c.channel_id = r.channel_id AND c.capture = r.capture
ORDER BY r.channel_id NULLS LAST, r.capture NULLS LAST, p.place, r.code NULLS LAST, r.source NULLS LAST
