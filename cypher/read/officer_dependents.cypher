// title: Which other sources use symbols of a source
// for: operator
// parameters: source, limit
MATCH (y:Symbol {source: $source})<-[r]-(x:Symbol)
WHERE x.source <> $source
RETURN x.source AS source, count(r) AS relations
ORDER BY source
LIMIT $limit
