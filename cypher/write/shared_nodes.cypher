// title: What is stored of the given shared nodes
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
WHERE n.source IS NULL
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
