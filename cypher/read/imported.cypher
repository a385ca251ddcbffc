// title: What the given modules import
// parameters: ids, limit
UNWIND $ids AS id
MATCH (m:Node {id: id})-[r:IMPORTS]->(t:Node)
RETURN m.id AS start, t.id AS end, r.line AS line, r.lines AS lines, r.method AS method, r.confidence AS confidence
ORDER BY start, line, end
LIMIT $limit
