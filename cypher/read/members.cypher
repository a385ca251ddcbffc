// title: The symbols that a node contains directly
// parameters: id, after, limit
MATCH (n:Node {id: $id})-[:CONTAINS]->(m:Symbol)
WHERE m.id > $after
RETURN m.id AS id
ORDER BY id
LIMIT $limit
