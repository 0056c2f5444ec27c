-- by_kind: one row a kind; the persons and dossiers that have it, at the low and at the high. Law: cn/fashi-2017-10/5-tiers.
-- Whoever has a kind has it in a set: where all that hold it repeat sets of which it is not sure, that is one set and not none.
WITH held AS (
  SELECT e.kind, e.person, e.person_low, e.channel_id || ' ' || e.post_id || ' ' || CAST(e.person_no AS STRING) AS dossier,
    d.repeat_of, d.repeat_low, LOW AND SHOWN AS surely
  FROM exposures AS e
  JOIN (SELECT channel_id, post_id, person_no, repeat_of, repeat_low FROM dossiers) AS d
    ON d.channel_id = e.channel_id AND d.post_id = e.post_id AND d.person_no = e.person_no
  WHERE HIGH
)
SELECT kind, COUNT(DISTINCT CASE WHEN surely THEN person_low END) AS persons_low, COUNT(DISTINCT person) AS persons_high,
  COUNT(DISTINCT CASE WHEN surely AND repeat_low IS NULL THEN dossier END)
    + COUNT(DISTINCT CASE WHEN surely THEN person_low END)
    - COUNT(DISTINCT CASE WHEN surely AND repeat_low IS NULL THEN person_low END) AS dossiers_low,
  COUNT(DISTINCT CASE WHEN repeat_of IS NULL THEN dossier END)
    + COUNT(DISTINCT person) - COUNT(DISTINCT CASE WHEN repeat_of IS NULL THEN person END) AS dossiers_high
FROM held
GROUP BY kind
ORDER BY kind
