// title: Symbols by the angle between their vector and the given one: candidates from the index, each compared exactly
// parameters: vector, asked, sources, licenses, limit
CALL db.index.vector.queryNodes('symbol_vector', $asked, $vector) YIELD node
WITH node
WHERE (size($sources) = 0 OR node.source IN $sources) AND ($licenses IS NULL OR coalesce(node.license, '') IN $licenses)
RETURN node.id AS id, vector.similarity.cosine(node.vector, $vector) AS score
ORDER BY score DESC, id
LIMIT $limit
