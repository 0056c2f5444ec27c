-- prices each: one row an offer of look-ups that names a price in yuan or a number that may be one, and what it adds to the prices of
-- prices.sql: the row with the price that carries a bound adds it, the others add 0. Serves 法释〔2017〕10号 Art. 5(1)(7): prices asked.
WITH told AS (
  SELECT *, CASE WHEN CONFIRMED THEN yuan_low END AS sure_low, CASE WHEN CONFIRMED THEN yuan_high END AS sure_high
  FROM conduct
  WHERE label = 'sale_offer' AND CLAIMED AND yuan_most IS NOT NULL
), asked AS (
  SELECT *,
    row_number() OVER (
      ORDER BY yuan_least NULLS LAST, channel_id, post_no NULLS LAST, post_id, "where", start, "end"
    ) AS by_yuan_least,
    row_number() OVER (
      ORDER BY yuan_low NULLS LAST, channel_id, post_no NULLS LAST, post_id, "where", start, "end"
    ) AS by_yuan_low,
    row_number() OVER (
      ORDER BY sure_low NULLS LAST, channel_id, post_no NULLS LAST, post_id, "where", start, "end"
    ) AS by_sure_low,
    row_number() OVER (
      ORDER BY sure_high DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id, "where", start, "end"
    ) AS by_sure_high,
    row_number() OVER (
      ORDER BY yuan_high DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id, "where", start, "end"
    ) AS by_yuan_high,
    row_number() OVER (
      ORDER BY yuan_most DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id, "where", start, "end"
    ) AS by_yuan_most
  FROM told
)
SELECT channel_id, post_id, "where", start, "end", label, status, yuan_low, yuan_high, yuan_least, yuan_most,
  CASE WHEN by_yuan_least = 1 THEN yuan_least ELSE 0 END AS "price_low.low",
  CASE WHEN by_yuan_low = 1 THEN yuan_low ELSE 0 END AS "price_low.estimate",
  CASE WHEN by_sure_low = 1 THEN sure_low ELSE 0 END AS "price_low.high",
  CASE WHEN by_sure_high = 1 THEN sure_high ELSE 0 END AS "price_high.low",
  CASE WHEN by_yuan_high = 1 THEN yuan_high ELSE 0 END AS "price_high.estimate",
  CASE WHEN by_yuan_most = 1 THEN yuan_most ELSE 0 END AS "price_high.high"
FROM asked
ORDER BY channel_id, post_no NULLS LAST, post_id, "where", start, "end"
