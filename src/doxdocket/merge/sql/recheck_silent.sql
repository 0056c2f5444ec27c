-- recheck silent: one row a channel: what its later captures can say of a post that none of them speaks of.
SELECT channel_id,
  CASE
    WHEN sum(CASE WHEN later THEN 1 ELSE 0 END) = 0 THEN 'no_later_capture'
    WHEN sum(CASE WHEN later AND extent IN ('whole', 'window') AND first_post IS NOT NULL THEN 1 ELSE 0 END) > 0
      THEN 'outside_range'
    WHEN sum(CASE WHEN later AND posts > 0 THEN 1 ELSE 0 END) > 0 THEN 'selection'
    ELSE 'nothing_shown'
  END AS why
FROM captures
GROUP BY channel_id
