// title: The declared licence is not the one that was detected
// severity: warning
// rationale: Metadata and text that name other licences leave open under which terms the code may be used. Whether they hold
//   together or one may be chosen, texts seldom say, so that is not compared.
// remedy: Read the text at the named place; ask the author to correct the metadata or the header. Once you know what holds for a
//   source, record it as its `expected_license` or `license` in sources.toml; a single file can be waived.
// requires: license_terms
// parameters: license_terms, limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed, detector_not_known
// checks: files
CALL {
  MATCH (s:Source)-[:CONTAINS]->(f:File)
  WHERE f.license_detected IS NOT NULL AND NOT coalesce(f.vendored, false)
  WITH s, f, coalesce(f.license_declared, s.license_declared) AS declared
  WHERE declared <> f.license_detected
  RETURN f.id AS node, f.path AS path, 1 AS line, s.id AS source, declared, f.license_detected AS detected
  UNION
  MATCH (s:Source)
  WHERE s.license_declared <> s.license_detected AND s.expected_license IS NULL
  OPTIONAL MATCH (s)-[e:LICENSED_UNDER]->(:License)
  WITH s, sum(CASE WHEN e.kind = 'concluded' AND e.method = 'manifest' THEN 1 ELSE 0 END) AS concluded,
       min(CASE WHEN e.kind = 'detected' THEN e.path END) AS path
  WHERE concluded = 0
  RETURN s.id AS node, coalesce(path, '') AS path, 0 AS line, s.id AS source, s.license_declared AS declared,
         s.license_detected AS detected
}
WITH node, path, line, source, declared, detected,
     head([one IN $license_terms WHERE one.expression = declared | one.licenses]) AS said,
     head([one IN $license_terms WHERE one.expression = detected | one.licenses]) AS found
WHERE coalesce(said, declared) <> coalesce(found, detected)
RETURN node, path, line, source, 'declared ' + declared + ', detected ' + detected AS message
ORDER BY node, message
LIMIT $limit
