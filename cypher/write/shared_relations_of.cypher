// title: Relations of the given nodes of the kinds that shared nodes have
// parameters: ids
UNWIND $ids AS id
MATCH (a:Node {id: id})-[r:CONTAINS|LICENSED_UNDER]->(b:Node)
RETURN type(r) AS type, a.id AS start, b.id AS end
ORDER BY start, end, type
