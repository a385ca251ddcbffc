// title: Which other sources have relations into a source's symbols, and how many
// for: operator
// parameters: source, limit
MATCH (n:Node {source: $source})<-[r]-(m:Node)
WHERE n:Symbol AND m:Symbol AND m.source <> $source
RETURN m.source AS source, count(r) AS relations
ORDER BY relations DESC, source
LIMIT $limit
