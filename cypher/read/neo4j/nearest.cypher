// title: Symbols by the angle between their vector and the given one: candidates from the index, each compared exactly
// parameters: vector, asked, sources, limit
CALL db.index.vector.queryNodes('symbol_vector', $asked, $vector) YIELD node
WITH node
WHERE size($sources) = 0 OR node.source IN $sources
RETURN node.id AS id, vector.similarity.cosine(node.vector, $vector) AS score
ORDER BY score DESC, id
LIMIT $limit
