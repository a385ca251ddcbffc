// title: Licences that were read by an older detector, or judged by an old matrix
// severity: warning
// rationale: Detectors and compatibility data get better; what an old one said may be wrong by now.
// remedy: Index the source again to have its licences read anew; renew the compatibility matrix with the application.
// parameters: detector, today, matrix_date, months, limit
// defaults: {"months": 36, "limit": 10000}
// blocked_by: nothing_indexed, detector_not_known
// checks: sources
CALL {
  MATCH (s:Source)
  WHERE $detector <> '' AND s.detector <> $detector
  RETURN s.id AS node, s.id AS source, 'read by ' + s.detector + '; installed is ' + $detector AS message
  UNION
  WITH $matrix_date AS made
  WHERE made <> '' AND date(made) + duration({months: $months}) < date($today)
  RETURN 'data:compatibility-matrix' AS node, '' AS source, 'the compatibility matrix is of ' + made AS message
}
RETURN node, '' AS path, 0 AS line, source, 'detector' AS key, message
ORDER BY node
LIMIT $limit
