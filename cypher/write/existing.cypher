// title: Which of the given ids are taken, and by which source
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
RETURN n.id AS id, n.source AS source
ORDER BY id
