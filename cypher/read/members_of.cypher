// title: The symbols that nodes contain directly
// parameters: ids, limit
UNWIND $ids AS id
MATCH (n:Node {id: id})-[:CONTAINS]->(m:Symbol)
RETURN n.id AS parent, m.id AS id
ORDER BY parent, id
LIMIT $limit
