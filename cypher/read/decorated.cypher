// title: What the given symbols decorate
// parameters: ids, limit
UNWIND $ids AS id
MATCH (f:Node {id: id})-[r:DECORATES]->(d:Symbol)
RETURN 'DECORATES' AS type, d.id AS start, f.id AS end, r.line AS line, r.lines AS lines, r.method AS method, r.confidence AS confidence
ORDER BY end, start
LIMIT $limit
