-- prices each: one row an offer of look-ups that names a price in yuan or a number that may be one, and what it adds to the prices of
-- prices.sql: the row with the lowest (highest) price carries the figure, the others add 0. Serves 法释〔2017〕10号 Art. 5(1)(7): prices asked.
WITH asked AS (
  SELECT channel_id, post_id, post_no, "where", start, "end", label, status, yuan_low, yuan_high, yuan_most,
    row_number() OVER (
      ORDER BY yuan_low NULLS LAST, channel_id, post_no NULLS LAST, post_id, "where", start, "end", yuan_high
    ) AS from_low,
    row_number() OVER (
      ORDER BY yuan_high DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id, "where", start, "end", yuan_low
    ) AS from_high,
    row_number() OVER (
      ORDER BY yuan_most DESC NULLS LAST, channel_id, post_no NULLS LAST, post_id, "where", start, "end", yuan_low
    ) AS from_most
  FROM conduct
  WHERE label = 'sale_offer' AND yuan_most IS NOT NULL
)
SELECT channel_id, post_id, "where", start, "end", label, status, yuan_low, yuan_high, yuan_most,
  CASE WHEN from_low = 1 THEN CAST(floor(yuan_low) AS BIGINT) ELSE 0 END AS "price_low.low",
  CASE WHEN from_low = 1 THEN CAST(round(yuan_low) AS BIGINT) ELSE 0 END AS "price_low.estimate",
  CASE WHEN from_low = 1 THEN CAST(ceil(yuan_low) AS BIGINT) ELSE 0 END AS "price_low.high",
  CASE WHEN from_high = 1 THEN CAST(floor(yuan_high) AS BIGINT) ELSE 0 END AS "price_high.low",
  CASE WHEN from_high = 1 THEN CAST(round(yuan_high) AS BIGINT) ELSE 0 END AS "price_high.estimate",
  CASE WHEN from_most = 1 THEN CAST(ceil(yuan_most) AS BIGINT) ELSE 0 END AS "price_high.high"
FROM asked
ORDER BY channel_id, post_no NULLS LAST, post_id, "where", start, "end"
