// title: Symbols by BM25 over their search words
// parameters: query, sources, licenses, limit
CALL db.index.fulltext.queryNodes('symbol_search_text', $query) YIELD node, score
WITH node, score
WHERE (size($sources) = 0 OR node.source IN $sources) AND ($licenses IS NULL OR coalesce(node.license, '') IN $licenses)
RETURN node.id AS id, score
ORDER BY score DESC, id
LIMIT $limit
