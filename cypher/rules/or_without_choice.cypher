// title: A licence with an OR, of which no branch is recorded as chosen
// severity: warning
// rationale: A choice between licences is the taker's to make; as long as nobody has, nobody knows which terms to keep.
// remedy: Set `expected_license` of the source in sources.toml to the branch that you take; for a single file, say which branch in
//   a waiver; answers record the branch that the policy took when they are asked for again.
// requires: license_terms
// parameters: license_terms, limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed
// checks: sources
WITH [one IN $license_terms WHERE one.choice | one.expression] AS open
CALL {
  WITH open
  MATCH (s:Source)
  WHERE s.license IN open
  OPTIONAL MATCH (s)-[e:LICENSED_UNDER]->(:License)
  WITH s, open, sum(CASE WHEN e.kind = 'concluded' AND NOT e.expression IN open THEN 1 ELSE 0 END) AS concluded
  WHERE concluded = 0 AND coalesce(s.expected_license, s.license) IN open
  RETURN s.id AS node, '' AS path, 0 AS line, s.id AS source, s.name + ' is under ' + s.license AS message
  UNION
  WITH open
  MATCH (s:Source)-[:CONTAINS]->(f:File)
  WHERE f.license IN open AND f.license <> s.license
  RETURN f.id AS node, f.path AS path, 1 AS line, s.id AS source, 'the file is under ' + f.license AS message
  UNION
  WITH open
  MATCH (c:Citation)
  WHERE c.license IN open AND coalesce(c.license_chosen, c.license) IN open
  RETURN c.id AS node, coalesce(c.path, '') AS path, coalesce(c.line, 0) AS line, c.source AS source,
         'cites code under ' + c.license AS message
}
RETURN node, path, line, source, message
ORDER BY node
LIMIT $limit
