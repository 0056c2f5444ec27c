-- reading: one row a file, act and reason; what the parsers met there. Law: 法发〔2016〕22号 art. 22 to 24.
SELECT source, what, code, COUNT(*) AS times, CAST(SUM(COALESCE(byte_end - byte_start, 0)) AS BIGINT) AS bytes
FROM warnings GROUP BY source, what, code ORDER BY source, what, code
