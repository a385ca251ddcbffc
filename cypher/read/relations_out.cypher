// title: How many relations of each type start at a node
// parameters: id
MATCH (n:Node {id: $id})-[r]->(m:Node)
RETURN type(r) AS type, count(m) AS count
ORDER BY type
