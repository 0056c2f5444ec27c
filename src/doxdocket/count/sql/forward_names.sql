-- forward_names: one row a display name (name) or account (account) that forwards give as their origin, with how it leaves the program
-- (shown): a number of the case, and of a name its first character. It may be a person's. A name that stands beside the number of a
-- channel is that channel's title, and no row. title is 1 where a captured channel bears the name. Serves 个人信息保护法 Art. 6.
WITH said AS (
  SELECT forwarded_from AS name,
    CASE
      WHEN forwarded_from_id LIKE '@%' OR regexp_extract(forwarded_from_id, '^(channel|chat|-100|-)?([0-9]+)$', 2) <> '' THEN 'number'
      WHEN forwarded_from_id IS NOT NULL THEN lower(forwarded_from_id)
    END AS account
  FROM posts
),
each AS (
  SELECT DISTINCT 'account' AS what, account AS said FROM said WHERE account <> 'number'
  UNION ALL
  SELECT DISTINCT 'name', name FROM said WHERE name <> '' AND coalesce(account, '') <> 'number'
),
titles AS (
  SELECT DISTINCT title FROM channels
)
SELECT e.what, e.said,
  e.what || ':' || CAST(row_number() OVER (PARTITION BY e.what ORDER BY e.said) AS STRING)
    || CASE WHEN e.what = 'name' THEN ' ' || substr(e.said, 1, 1) || '***' ELSE '' END AS shown,
  CASE WHEN t.title IS NULL THEN 0 ELSE 1 END AS title
FROM each AS e
LEFT JOIN titles AS t ON e.what = 'name' AND t.title = e.said
ORDER BY e.what, e.said
