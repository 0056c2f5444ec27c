-- prices: one row, the lowest and highest price asked in offers of look-ups, in yuan and cents, as far as they name one.
-- Serves 法释〔2017〕10号 Art. 5(1)(7): gains are measured elsewhere; these are prices asked, not sums received.
-- A price is a number with a unit of money (yuan_low, yuan_high). Any other number that may be one (yuan_least, yuan_most) bounds the
-- prices from outside, and the prices of offers that a person confirmed from inside; what the machine alone proposes stands between, in
-- the estimate. A price in another currency or in points is in none of these; "rows" are the offers that name a number.
SELECT count(*) AS "rows",
  min(yuan_least) AS "price_low.low", min(yuan_low) AS "price_low.estimate",
  min(CASE WHEN CONFIRMED THEN yuan_low END) AS "price_low.high",
  max(CASE WHEN CONFIRMED THEN yuan_high END) AS "price_high.low",
  max(yuan_high) AS "price_high.estimate", max(yuan_most) AS "price_high.high"
FROM conduct
WHERE label = 'sale_offer' AND CLAIMED AND yuan_most IS NOT NULL
