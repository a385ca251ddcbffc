// title: Licences that were read with old data, or judged by an old matrix
// severity: warning
// rationale: The texts and names that detectors know, and what is known of which licences go together, get better; what old data
//   said may be wrong by now.
// remedy: Update the application and index the source again, to have its licences read anew; give newer data of the matrix in
//   policy.toml (`matrix`). What age you accept is `days` for the detector's data, `matrix_days` for the matrix.
// parameters: detector, today, matrix_date, days, matrix_days, limit
// defaults: {"days": 365, "matrix_days": 1095, "limit": 10000}
// blocked_by: nothing_indexed, detector_not_known, detector_date_not_known
// checks: sources
CALL {
  MATCH (s:Source)
  WHERE coalesce(s.detector, '') <> ''
  WITH s, split(s.detector, ' ') AS parts
  WITH s, parts[size(parts) - 1] AS made
  WITH s, CASE WHEN size(made) = 10 AND substring(made, 4, 1) = '-' AND substring(made, 7, 1) = '-' THEN made ELSE '' END AS made
  WITH s, made, CASE WHEN made = '' THEN $detector <> '' AND s.detector <> $detector
                     ELSE date(made) + duration({days: $days}) < date($today) END AS old
  WHERE old
  RETURN s.id AS node, s.id AS source, 'read by ' + s.detector
         + CASE WHEN made = '' THEN ', which does not say of when its data is' ELSE ', data of more than ' + toString($days) + ' days ago' END
         + CASE WHEN $detector IN ['', s.detector] THEN '' ELSE '; installed is ' + $detector END AS message
  UNION
  WITH $matrix_date AS made
  WHERE made <> '' AND date(made) + duration({days: $matrix_days}) < date($today)
  RETURN 'data:compatibility-matrix' AS node, '' AS source, 'the compatibility matrix is of ' + made AS message
}
RETURN node, '' AS path, 0 AS line, source, 'detector' AS key, message
ORDER BY node
LIMIT $limit
