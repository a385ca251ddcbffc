// title: A source whose licence asks for attribution, without the text to give it
// severity: error
// rationale: Nearly every licence asks that its text and notices go along with the code; what was not taken in cannot be handed on.
// remedy: Index the source again from a release or a tree that carries its licence file (LICENSE, COPYING, NOTICE); if there is
//   none, ask its author for one.
// parameters: exempt, limit
// defaults: {"exempt": ["0BSD", "CC0-1.0", "MIT-0", "Unlicense", "WTFPL"], "limit": 10000}
// blocked_by: nothing_indexed, sources_of_unknown_license
// checks: sources
MATCH (s:Source)
WHERE coalesce(s.license, 'NOASSERTION') <> 'NOASSERTION' AND NOT s.license IN $exempt
OPTIONAL MATCH (s)-[:CONTAINS]->(l:LicenseFile)
WITH s, sum(CASE WHEN l.kind IN ['license', 'notice'] AND coalesce(l.text, '') <> '' THEN 1 ELSE 0 END) AS texts
WHERE texts = 0
RETURN s.id AS node, '' AS path, 0 AS line, s.id AS source, s.name + ' is under ' + s.license + ' and brings no licence text' AS message
ORDER BY node
LIMIT $limit
