// title: Which of the given nodes that nobody owns nothing points at
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
WHERE n.source IS NULL AND NOT n:External AND NOT n:Distribution AND NOT EXISTS { MATCH (n)<-[r]-(m:Node) }
RETURN n.id AS id
ORDER BY id
