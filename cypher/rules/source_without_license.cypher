// title: A served source or file without a licence
// severity: error
// rationale: Code without a licence may not be copied or built upon; whoever is served it is given something they may not use.
// remedy: Declare `license` in the project's metadata (PEP 639) or add SPDX headers, then index the source again; a source that
//   stays without a licence should not be served: withdraw it, or give it the purpose `train` or `index-only` in sources.toml.
// parameters: purposes, limit
// defaults: {"purposes": ["ground", "index-only"], "limit": 10000}
// blocked_by: nothing_indexed
// checks: sources
CALL {
  MATCH (s:Source)
  WHERE coalesce(s.license, 'NOASSERTION') = 'NOASSERTION' AND coalesce(s.purpose, 'ground') IN $purposes
  RETURN s.id AS node, '' AS path, 0 AS line, s.id AS source, s.name + ' states no licence' AS message
  UNION
  MATCH (s:Source)-[:CONTAINS]->(f:File)
  WHERE coalesce(s.license, 'NOASSERTION') <> 'NOASSERTION' AND coalesce(s.purpose, 'ground') IN $purposes
    AND coalesce(f.license, 'NOASSERTION') = 'NOASSERTION'
  RETURN f.id AS node, f.path AS path, 1 AS line, s.id AS source, 'the file is under terms that nobody could read' AS message
}
RETURN node, path, line, source, message
ORDER BY node
LIMIT $limit
