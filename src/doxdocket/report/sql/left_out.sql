-- left_out: one row; what stands in no low figure, and why. Law: cn/fashi-2017-10/11 (duplicates and untrue records).
SELECT
  (SELECT COUNT(*) FROM dossiers WHERE repeat_of IS NOT NULL AND person IS NOT NULL) AS repeats,
  (SELECT COUNT(*) FROM dossiers WHERE repeat_why = 'forward') AS forwards,
  (SELECT COUNT(*) FROM dossiers WHERE repeat_why = 'quote') AS quotes,
  (SELECT COUNT(*) FROM dossiers WHERE repeat_why = 'same_items') AS same_items,
  (SELECT COUNT(*) FROM dossiers WHERE repeat_of IS NULL AND NOT (LOW) AND untrue IS NOT true) AS unidentified,
  (SELECT COUNT(*) FROM dossiers WHERE untrue) AS untrue,
  (SELECT COUNT(*) FROM findings WHERE verdict = 'doubtful') AS doubtful,
  (SELECT COUNT(*) FROM findings WHERE person < 0) AS nobody
