// title: Symbols of the given sources by the angle between their vector and the given one, each compared
// parameters: vector, sources, licenses, limit
MATCH (n:Symbol)
WHERE n.source IN $sources AND n.vector IS NOT NULL AND ($licenses IS NULL OR coalesce(n.license, '') IN $licenses)
RETURN n.id AS id, vector.similarity.cosine(n.vector, $vector) AS score
ORDER BY score DESC, id
LIMIT $limit
