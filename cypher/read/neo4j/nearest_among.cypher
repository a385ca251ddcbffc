// title: The given symbols by the angle between their vector and the given one
// parameters: vector, ids, sources, licenses, limit
UNWIND $ids AS id
MATCH (n:Node {id: id})
WHERE n.vector IS NOT NULL AND (size($sources) = 0 OR n.source IN $sources)
      AND ($licenses IS NULL OR coalesce(n.license, '') IN $licenses)
RETURN n.id AS id, vector.similarity.cosine(n.vector, $vector) AS score
ORDER BY score DESC, id
LIMIT $limit
