// title: The declared licence is not the one that was detected
// severity: warning
// rationale: Metadata and text that contradict each other leave open under which terms the code may be used.
// remedy: Read the text at the named place; ask the author to correct the metadata or the header, and record what you conclude
//   as `expected_license` of the source in sources.toml.
// requires: license_terms
// parameters: license_terms, limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed
// checks: files
CALL {
  MATCH (f:File)
  WHERE f.license_declared <> f.license_detected AND f.license_concluded IS NULL
  RETURN f.id AS node, f.path AS path, 1 AS line, f.source AS source, f.license_declared AS declared,
         f.license_detected AS detected
  UNION
  MATCH (s:Source)-[a:LICENSED_UNDER]->(:License)
  WHERE a.kind = 'declared'
  MATCH (s)-[b:LICENSED_UNDER]->(:License)
  WHERE b.kind = 'detected' AND b.expression <> a.expression
  RETURN s.id AS node, coalesce(b.path, '') AS path, coalesce(b.line, 0) AS line, s.id AS source, a.expression AS declared,
         b.expression AS detected
}
WITH node, path, line, source, declared, detected,
     head([one IN $license_terms WHERE one.expression = declared | one.canonical]) AS said,
     head([one IN $license_terms WHERE one.expression = detected | one.canonical]) AS found
WHERE coalesce(said, declared) <> coalesce(found, detected)
RETURN DISTINCT node, path, line, source, 'declared ' + declared + ', detected ' + detected AS message
ORDER BY node, message
LIMIT $limit
