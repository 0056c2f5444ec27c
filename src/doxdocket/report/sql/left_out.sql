-- left_out: one row; what stands in no low figure, and why. Law: cn/fashi-2017-10/11 (duplicates and untrue records).
WITH decided AS (
  SELECT DISTINCT d.channel_id, d.post_id, d.person_no, m.modifier
  FROM dossiers AS d
  JOIN modifiers AS m ON (m.of_what = 'person' AND m.person = d.person)
    OR (m.of_what = 'publication' AND m."of" = d.channel_id || '/' || d.post_id || '/' || CAST(d.person_no AS STRING))
  WHERE m.modifier IN ('lawfully_public', 'deceased') AND d.repeat_of IS NULL AND NOT (LOW)
),
waiting AS (  -- sets that an open hint keeps out of the low (kept)
  SELECT DISTINCT d.channel_id, d.post_id, d.person_no
  FROM dossiers AS d
  JOIN kept AS h ON h.key = d.channel_id || '/' || d.post_id || '/' || CAST(d.person_no AS STRING)
  WHERE d.repeat_of IS NULL AND NOT (LOW)
    AND NOT EXISTS (SELECT 1 FROM decided AS m WHERE m.channel_id = d.channel_id AND m.post_id = d.post_id AND m.person_no = d.person_no)
),
alone AS (  -- findings that no set holds
  SELECT COUNT(*) AS n
  FROM findings AS f
  LEFT JOIN (SELECT DISTINCT channel_id, post_id, person_no FROM dossiers) AS d
    ON d.channel_id = f.channel_id AND d.post_id = f.post_id AND d.person_no = f.person
  WHERE d.post_id IS NULL
)
SELECT
  (SELECT COUNT(*) FROM dossiers WHERE repeat_of IS NOT NULL AND person IS NOT NULL) AS repeats,
  (SELECT COUNT(*) FROM dossiers WHERE repeat_why = 'forward' AND person IS NOT NULL) AS forwards,
  (SELECT COUNT(*) FROM dossiers WHERE repeat_why = 'quote' AND person IS NOT NULL) AS quotes,
  (SELECT COUNT(*) FROM dossiers WHERE repeat_why = 'same_items' AND person IS NOT NULL) AS same_items,
  (SELECT COUNT(*) FROM dossiers WHERE repeat_of IS NULL AND NOT (LOW) AND untrue IS NOT true)
    - (SELECT COUNT(*) FROM (SELECT DISTINCT channel_id, post_id, person_no FROM decided) AS each)
    - (SELECT COUNT(*) FROM waiting) AS unidentified,
  (SELECT COUNT(*) FROM dossiers WHERE NOBODY) AS sets_of_nobody,
  (SELECT COUNT(*) FROM waiting) AS waiting,
  (SELECT COUNT(*) FROM dossiers WHERE untrue) AS untrue,
  (SELECT COUNT(*) FROM decided WHERE modifier = 'lawfully_public') AS lawful,
  (SELECT COUNT(*) FROM decided WHERE modifier = 'deceased') AS deceased,
  (SELECT COUNT(*) FROM findings WHERE verdict = 'doubtful') AS doubtful,
  (SELECT n FROM alone) AS nobody
