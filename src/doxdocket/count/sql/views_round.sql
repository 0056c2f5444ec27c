-- views_round: views_hops with every hop made twice as long: after a few rounds each ends at its first post, or goes round.
-- Serves 法释〔2013〕21号 Art. 2.
SELECT h.node, coalesce(n.next, h.next) AS next, least(h.least, coalesce(n.least, h.least)) AS least
FROM views_hops AS h
LEFT JOIN views_hops AS n ON n.node = h.next
