// title: What a class inherits from directly
// parameters: ids, limit
UNWIND $ids AS id
MATCH (c:Node {id: id})-[r:INHERITS]->(b:Node)
RETURN c.id AS start, b.id AS end, r.line AS line, r.lines AS lines, r.method AS method, r.confidence AS confidence
ORDER BY start, line, end
LIMIT $limit
