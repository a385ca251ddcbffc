// title: Which packages of a source import which others
// kind: concept
// rationale: Modules import modules; an architecture is made of packages. A package here is the first two parts of a dotted name.
MATCH (a:Module)-[i:IMPORTS]->(b:Module)
WHERE a.source = b.source AND coalesce(i.kind, '') <> 'typing'
WITH a, i, b, split(a.qualified_name, '.') AS here, split(b.qualified_name, '.') AS there
WHERE size(here) > 1 AND size(there) > 1
WITH a, i, b, here[0] + '.' + here[1] AS importer, there[0] + '.' + there[1] AS imported
WHERE importer <> imported
RETURN a.source AS source, importer, imported, min(a.path + ':' + toString(i.line)) AS place
ORDER BY source, importer, imported
