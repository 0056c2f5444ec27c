-- shown: one row a kind: at how many persons it was found, and the first bound that holds it as shown.
-- One mistake of the machine can make a kind that nobody exposed. So the low asks for what one mistake cannot make: a value
-- that a person confirmed or whose check digit is right, or $persons_low persons, one fewer where their values differ and none is
-- told of two of them (one mistake copied to a wrong person is of one value, whatever else is told of either), admitted to a low
-- bound; the estimate asks for $persons_best. What many people share is one mistake, or one seller's, however many show it. Of a scope,
-- no kind is in the low that is not in that of all captures (shown_in_all, empty for these): a value told of two may be of one of them in it.
-- Serves 法释〔2017〕10号 Art. 5 (kinds are told by their tiers) and the civil factor of the number of kinds.
WITH held AS (
  SELECT kind,
    count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN person_low END) AS persons_low,
    CASE WHEN count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN digest END) > 1
      AND count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN digest END) = count(DISTINCT CASE WHEN LOW AND admitted = 1 AND NOT hub THEN person_low || hex(digest) END) THEN 1 ELSE 0 END AS differ_low,
    count(DISTINCT CASE WHEN BEST AND sure = 1 AND NOT hub THEN person_best END) AS persons_best,
    count(DISTINCT CASE WHEN HIGH THEN person END) AS persons_high,
    max(CASE WHEN LOW AND admitted = 1 AND NOT hub THEN firm ELSE 0 END) AS firm_low, max(CASE WHEN BEST AND NOT hub THEN firm ELSE 0 END) AS firm_best
  FROM exposures
  GROUP BY kind
)
SELECT h.kind, CAST(h.persons_low AS INTEGER) AS persons_low, CAST(h.persons_best AS INTEGER) AS persons_best,
  CAST(h.persons_high AS INTEGER) AS persons_high, h.firm_low,
  CASE
    WHEN (h.firm_low = 1 OR h.persons_low + h.differ_low >= $persons_low) AND coalesce(a.shown, 'low') = 'low' THEN 'low'
    WHEN h.firm_best = 1 OR h.persons_best >= $persons_best THEN 'estimate'
    WHEN h.persons_high > 0 THEN 'high'
    ELSE 'none'
  END AS shown
FROM held AS h
LEFT JOIN shown_in_all AS a ON a.kind = h.kind
ORDER BY h.kind
