// title: Shared nodes that the given shared nodes are tied to
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})-[r]-(m:Node)
WHERE m.source IS NULL
RETURN DISTINCT m.id AS id
ORDER BY id
