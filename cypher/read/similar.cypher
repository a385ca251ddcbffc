// title: What is similar to a symbol, in either direction of the relation
// parameters: id, limit
MATCH (x:Node {id: $id})-[r:SIMILAR_TO]-(y:Symbol)
RETURN y.id AS id, r.method AS method, r.score AS score, r.tokens AS tokens
ORDER BY method, score DESC, id
LIMIT $limit
