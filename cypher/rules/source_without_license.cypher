// title: A served source without a licence
// severity: error
// rationale: Code without a licence may not be copied or built upon; whoever is served it is given something they may not use.
// remedy: Declare `license` in the project's metadata (PEP 639) or add SPDX headers, then index the source again; a source that
//   stays without a licence should not be served.
// parameters: limit
// defaults: {"limit": 1000}
// blocked_by: nothing_indexed
MATCH (s:Source)
WHERE coalesce(s.license, 'NOASSERTION') = 'NOASSERTION'
RETURN s.id AS node, '' AS path, 0 AS line, s.name + ' states no licence' AS message
ORDER BY node
LIMIT $limit
