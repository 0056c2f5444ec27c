-- prices: one row, the lowest and highest price asked in offers of look-ups, in whole yuan, as far as they name one.
-- Serves 法释〔2017〕10号 Art. 5(1)(7): gains are measured elsewhere; these are prices asked, not sums received.
-- Over all offers that stand; a price in another currency or in points is in none of these. A number that may be a price and may be none
-- (yuan_most) can only raise the high of the highest; "rows" are the offers with a price that is none of those.
SELECT count(yuan_low) AS "rows",
  CAST(floor(min(yuan_low)) AS BIGINT) AS "price_low.low", CAST(round(min(yuan_low)) AS BIGINT) AS "price_low.estimate",
  CAST(ceil(min(yuan_low)) AS BIGINT) AS "price_low.high",
  CAST(floor(max(yuan_high)) AS BIGINT) AS "price_high.low", CAST(round(max(yuan_high)) AS BIGINT) AS "price_high.estimate",
  CAST(ceil(max(yuan_most)) AS BIGINT) AS "price_high.high"
FROM conduct
WHERE label = 'sale_offer' AND yuan_most IS NOT NULL
