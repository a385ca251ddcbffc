// title: What the given symbols call
// parameters: ids, limit
UNWIND $ids AS id
MATCH (f:Node {id: id})-[r:CALLS]->(c:Node)
RETURN f.id AS start, c.id AS end, r.line AS line, r.lines AS lines, r.method AS method, r.confidence AS confidence,
       r.candidates AS candidates
ORDER BY start, end
LIMIT $limit
