// title: Symbols, or sections of documentation, by BM25 over their search words
// parameters: index, query, sources, licenses, limit
CALL db.index.fulltext.queryNodes($index, $query) YIELD node, score
WITH node, score
WHERE (size($sources) = 0 OR node.source IN $sources) AND ($licenses IS NULL OR coalesce(node.license, '') IN $licenses)
RETURN node.id AS id, score
ORDER BY score DESC, id
LIMIT $limit
