// title: Appended nodes with their labels
// for: operator
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
UNWIND labels(n) AS label
WITH n, label
ORDER BY label
WITH n, collect(label) AS labels
RETURN n.id AS id, labels, properties(n) AS properties
ORDER BY id
