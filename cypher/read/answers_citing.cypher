// title: Which answers cite a source
// for: operator
// parameters: source, limit
MATCH (c:Node {source: $source})<-[:WAS_DERIVED_FROM]-(a:Answer)
WHERE c:Citation
RETURN DISTINCT a.id AS id
ORDER BY id
LIMIT $limit
