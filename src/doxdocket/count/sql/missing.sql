-- missing: one row: what the captures lack, summed from the table completeness. Serves 电子数据规定 (法发〔2016〕22号) Art. 22.
-- Of a channel the row of all its captures together counts (capture is null there); of files and parsers, every row.
-- Where no gap can be told, id_gaps sums the other channels; how many these are stands by reason: id_gaps_unknown (the ids are
-- not the chat's own: private chats and small groups share one row of them for the whole account), id_gaps_kind_unknown
-- (whether they are is not known), id_gaps_selections (nothing but selections was captured).
WITH said AS (
  SELECT item, code, count, capture IS NULL AS whole FROM completeness
),
sums AS (
  SELECT item, CAST(sum(CASE WHEN whole THEN count END) AS BIGINT) AS posts, CAST(sum(count) AS BIGINT) AS times,
    count(*) AS places,
    CAST(sum(CASE WHEN whole AND code IN ('absent', 'outside') THEN count ELSE 0 END) AS BIGINT) AS absent,
    count(CASE WHEN whole AND count IS NULL AND coalesce(code, 'ids_shared') = 'ids_shared' THEN 1 END) AS shared,
    count(CASE WHEN whole AND count IS NULL AND code = 'kind_unknown' THEN 1 END) AS kindless,
    count(CASE WHEN whole AND count IS NULL AND code = 'only_selections' THEN 1 END) AS selections
  FROM said
  GROUP BY item
)
SELECT
  (SELECT posts FROM sums WHERE item = 'id_gaps') AS id_gaps,
  coalesce((SELECT shared FROM sums WHERE item = 'id_gaps'), 0) AS id_gaps_unknown,
  coalesce((SELECT kindless FROM sums WHERE item = 'id_gaps'), 0) AS id_gaps_kind_unknown,
  coalesce((SELECT selections FROM sums WHERE item = 'id_gaps'), 0) AS id_gaps_selections,
  coalesce((SELECT posts FROM sums WHERE item = 'unsupported'), 0) AS unsupported,
  coalesce((SELECT posts FROM sums WHERE item = 'undated'), 0) AS undated,
  coalesce((SELECT posts - absent FROM sums WHERE item = 'files'), 0) AS files_missing,
  coalesce((SELECT times FROM sums WHERE item = 'repairs'), 0) AS repairs,
  coalesce((SELECT times FROM sums WHERE item = 'quarantined'), 0) AS quarantined,
  coalesce((SELECT posts FROM sums WHERE item = 'local_clock'), 0) AS local_clock,
  coalesce((SELECT times FROM sums WHERE item = 'times_disagree'), 0) AS times_disagree,
  coalesce((SELECT posts FROM sums WHERE item = 'empty'), 0) AS empty,
  coalesce((SELECT absent FROM sums WHERE item = 'files'), 0) AS files_absent,
  coalesce((SELECT posts FROM sums WHERE item = 'no_reading'), 0) AS no_reading,
  coalesce((SELECT posts FROM sums WHERE item = 'versions'), 0) AS versions,
  coalesce((SELECT posts FROM sums WHERE item = 'single_source'), 0) AS single_source,
  coalesce((SELECT posts FROM sums WHERE item = 'readings_doubted'), 0) AS readings_doubted,
  coalesce((SELECT posts FROM sums WHERE item = 'later_lacks'), 0) AS later_lacks,
  coalesce((SELECT places FROM sums WHERE item = 'restricted'), 0) AS restricted,
  coalesce((SELECT places FROM sums WHERE item = 'cut_short'), 0) AS cut_short,
  coalesce((SELECT places FROM sums WHERE item = 'stated_posts'), 0) AS stated_posts,
  coalesce((SELECT places FROM sums WHERE item = 'no_time'), 0) AS no_time,
  coalesce((SELECT times FROM sums WHERE item = 'matched'), 0) AS matched,
  coalesce((SELECT times FROM sums WHERE item = 'unkeyed'), 0) AS unkeyed,
  coalesce((SELECT times FROM sums WHERE item = 'unread'), 0) AS unread,
  coalesce((SELECT times FROM sums WHERE item = 'unshown'), 0) AS unshown,
  coalesce((SELECT times FROM sums WHERE item = 'unknown_form'), 0) AS unknown_form,
  coalesce((SELECT times FROM sums WHERE item = 'undecided'), 0) AS undecided,
  coalesce((SELECT times FROM sums WHERE item = 'not_taken'), 0) AS not_taken,
  coalesce((SELECT times FROM sums WHERE item = 'unsearched'), 0) AS unsearched
