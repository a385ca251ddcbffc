// title: A vendored file under another licence than the code around it
// severity: warning
// rationale: Copied code keeps its author's terms: its notices must be kept, and its licence must go with that of the whole.
// remedy: Name the licence in the project's metadata (`MIT AND BSD-3-Clause`), keep its text beside the code, or take the code
//   from its own distribution instead.
// requires: license_terms
// parameters: license_terms, folders, limit
// defaults: {"folders": ["_vendor", "_vendored", "vendor", "vendored", "third_party", "thirdparty", "extern", "externals"],
//   "limit": 10000}
// blocked_by: nothing_indexed, vendored_without_license
// checks: files
MATCH (s:Source)-[:CONTAINS]->(f:File)
WHERE f.license <> s.license
  AND (coalesce(f.vendored, false) OR any(part IN split(f.path, '/') WHERE part IN $folders))
WITH s, f, head([one IN $license_terms WHERE one.expression = f.license | one.canonical]) AS own,
     head([one IN $license_terms WHERE one.expression = s.license | one.canonical]) AS whole
WHERE coalesce(own, f.license) <> coalesce(whole, s.license)
RETURN f.id AS node, f.path AS path, 1 AS line, s.id AS source,
       'vendored under ' + f.license + ' in a source under ' + s.license AS message
ORDER BY node
LIMIT $limit
