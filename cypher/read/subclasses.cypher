// title: Classes that inherit directly from the given ones
// parameters: ids, limit
UNWIND $ids AS id
MATCH (b:Node {id: id})<-[r:INHERITS]-(c:Symbol)
RETURN c.id AS start, b.id AS end, r.line AS line, r.lines AS lines, r.method AS method, r.confidence AS confidence
ORDER BY end, start
LIMIT $limit
