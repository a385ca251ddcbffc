// title: Who calls a method that one of the given methods overrides
// parameters: ids, limit
UNWIND $ids AS id
MATCH (f:Node {id: id})-[o:OVERRIDES]->(b:Node)<-[r:CALLS]-(c:Symbol)
RETURN 'CALLS_OVERRIDDEN' AS type, c.id AS start, f.id AS end, b.id AS base, r.line AS line, r.lines AS lines,
       r.method AS method, o.confidence * r.confidence AS confidence
ORDER BY end, start, base
LIMIT $limit
