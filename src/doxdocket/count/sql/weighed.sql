-- weighed: the exposures, each with what the low takes for its value and the first bound at which its kind is shown.
-- A value of a kind without one spelling (an address, a school) may be another spelling of the first: the low counts one a
-- person and kind. So may one that is hidden, cut or wrong: of it the low takes the whole value that it fits, and one a person and
-- kind for all that fit none. Serves 法释〔2017〕10号 Art. 11 ¶3 (what is repeated is taken off).
SELECT e.channel_id, e.post_id, e.person_no, e.person, e.person_best, e.person_low, e.counts, e.under_14_low, e.under_14_best,
  e.under_14_high, e.kind, e.digest, e.sure, e.admitted, e.firm, e.hub, e.whole, e.sensitive, s.shown,
  CASE WHEN k.kind IS NULL THEN NULL WHEN m.kind IS NOT NULL THEN m.meant ELSE e.digest END AS spelling
FROM exposures AS e
JOIN shown AS s ON s.kind = e.kind
LEFT JOIN spelled AS k ON k.kind = e.kind
LEFT JOIN meant AS m ON m.person_low = e.person_low AND m.kind = e.kind AND m.digest = e.digest
