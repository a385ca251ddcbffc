// title: What is similar to a symbol and calls, raises, extends or otherwise uses something of a name
// parameters: id, name, suffix, types, limit
MATCH (x:Node {id: $id})-[r:SIMILAR_TO]-(y:Symbol)-[u]->(z:Node)
WHERE type(u) IN $types AND (z.qualified_name = $name OR z.qualified_name ENDS WITH $suffix)
RETURN y.id AS id, r.method AS method, r.score AS score, r.tokens AS tokens, type(u) AS relation, z.id AS used, u.line AS line,
       u.confidence AS confidence
ORDER BY method, score DESC, id, relation, used
LIMIT $limit
