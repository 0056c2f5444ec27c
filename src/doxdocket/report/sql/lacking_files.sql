-- lacking_files: one row an item of completeness, its code, channel and claim, as in lacking, and a file that it stands in.
-- Law: 法发〔2016〕22号 art. 22.
SELECT DISTINCT item, code, channel_id,
  CASE WHEN item IN ('ids_before', 'stated_posts', 'stated_range') THEN source END AS claim, source
FROM completeness
WHERE source IS NOT NULL
ORDER BY item, code NULLS LAST, channel_id NULLS LAST, claim NULLS LAST, source
