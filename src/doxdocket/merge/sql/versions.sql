-- versions: one row a post and capture, for posts that several captures show: which version, and what differs.
-- Serves 电子数据规定 (法发〔2016〕22号) Art. 19(2) (数据同一性): what changed between captures is said, not averaged.
-- Texts are compared without white space, which forms write differently; what only one of two forms holds is compared
-- within one form; a capture that does not tell of files (media null) differs in none. A row that holds nothing
-- (unsupported, or empty on the server) is no version of its own. turn: how often the content changed up to this capture,
-- in the order of captures. version: the same from 1, where the order is known; where a capture has no time, or contents
-- of one moment differ, each content counts once: the least there can be.
WITH shown AS (
  SELECT p.*, c.rank, c.form, c.at AS moment, p.type = 'unsupported' AS blank,
    CASE WHEN p.type = 'service' THEN p.type ELSE 'message' END AS sort,
    row_number() OVER (
      PARTITION BY p.channel_id, p.post_id, p.capture
      ORDER BY p.type = 'unsupported', coalesce(f.sure, 0) DESC, coalesce(f.found, 0) DESC, p.row_no
    ) AS place
  FROM prints AS p
  JOIN captures AS c ON c.channel_id = p.channel_id AND c.capture = p.capture
  LEFT JOIN claims AS f ON f.channel_id = p.channel_id AND f.post_id = p.post_id AND f.capture = p.capture
    AND f.row_no IS NOT DISTINCT FROM p.row_no
),
beside AS (
  SELECT *,
    lag(capture) OVER whole IS NOT NULL AND NOT blank AS later,
    lag(capture) OVER alike IS NOT NULL AND NOT blank AS again,
    lag(text) OVER whole AS text_was, lag(sort) OVER whole AS sort_was,
    lag(fields) OVER alike AS fields_was, lag(media) OVER alike AS media_was,
    lag(forwarded) OVER alike AS forwarded_was, lag(author) OVER alike AS author_was,
    lag(edited) OVER alike AS edited_was
  FROM shown
  WHERE place = 1
  WINDOW
    whole AS (PARTITION BY channel_id, post_id, blank ORDER BY rank),
    alike AS (PARTITION BY channel_id, post_id, blank, form ORDER BY rank)
),
told AS (
  SELECT *,
    later AND text IS DISTINCT FROM text_was AS text_d, later AND sort IS DISTINCT FROM sort_was AS type_d,
    again AND fields IS DISTINCT FROM fields_was AS fields_d, again AND media <> media_was AS media_d,
    again AND forwarded IS DISTINCT FROM forwarded_was AS forwarded_d,
    again AND author IS DISTINCT FROM author_was AS author_d, again AND edited IS DISTINCT FROM edited_was AS edited_d
  FROM beside
),
turned AS (
  SELECT *,
    sum(CASE WHEN text_d OR type_d OR fields_d OR media_d OR forwarded_d OR author_d THEN 1 ELSE 0 END)
      OVER (PARTITION BY channel_id, post_id ORDER BY rank) AS turn,
    min(rank) OVER (
      PARTITION BY channel_id, post_id, blank, text, sort, form, fields, coalesce(media, 0), forwarded, author
    ) AS first_alike
  FROM told
),
variants AS (
  SELECT *, dense_rank() OVER (PARTITION BY channel_id, post_id, blank, text, sort, form ORDER BY first_alike) AS variant
  FROM turned
),
contents AS (
  SELECT *, min(rank) OVER (PARTITION BY channel_id, post_id, blank, text, sort, variant) AS first_seen FROM variants
),
placed AS (
  SELECT *,
    CASE WHEN NOT blank THEN dense_rank() OVER (PARTITION BY channel_id, post_id, blank ORDER BY first_seen) END AS content
  FROM contents
),
ordered AS (
  SELECT channel_id, post_id,
    CASE WHEN count(*) = count(moment) AND count(DISTINCT moment) = count(DISTINCT (moment, content)) THEN 1 ELSE 0 END AS known
  FROM placed
  WHERE NOT blank
  GROUP BY channel_id, post_id
)
SELECT p.channel_id, p.post_id, p.capture, CAST(p.turn AS INTEGER) AS turn,
  CAST(CASE
    WHEN o.known = 0 THEN coalesce(p.content, 1)
    ELSE 1 + p.turn END AS INTEGER) AS version,
  concat_ws(',',
    CASE WHEN text_d THEN 'text' END, CASE WHEN type_d THEN 'type' END, CASE WHEN fields_d THEN 'fields' END,
    CASE WHEN media_d THEN 'media' END, CASE WHEN forwarded_d THEN 'forwarded_from' END,
    CASE WHEN author_d THEN 'author' END, CASE WHEN edited_d THEN 'edited' END
  ) AS differs
FROM placed AS p
LEFT JOIN ordered AS o ON o.channel_id = p.channel_id AND o.post_id = p.post_id
ORDER BY p.channel_id, p.post_id, p.rank
