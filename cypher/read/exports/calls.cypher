// title: What the given symbols call, with no more than a way needs
// parameters: ids
UNWIND $ids AS id
MATCH (f:Node {id: id})-[r:CALLS]->(c:Node)
RETURN f.id AS start, c.id AS end, r.line AS line, coalesce(r.confidence, 1.0) AS confidence
ORDER BY start, end
