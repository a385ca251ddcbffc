// title: Symbols under the given licences by the angle between their vector and the given one, each compared
// parameters: vector, licenses, limit
MATCH (n:Symbol)
WHERE n.vector IS NOT NULL AND coalesce(n.license, '') IN $licenses
RETURN n.id AS id, vector.similarity.cosine(n.vector, $vector) AS score
ORDER BY score DESC, id
LIMIT $limit
