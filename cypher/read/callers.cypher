// title: Who calls the given symbols
// parameters: ids, limit
UNWIND $ids AS id
MATCH (f:Node {id: id})<-[r:CALLS]-(c:Symbol)
RETURN c.id AS start, f.id AS end, r.line AS line, r.lines AS lines, r.method AS method, r.confidence AS confidence,
       r.candidates AS candidates, r.calls AS observed_calls, r.at_least AS at_least, r.tests AS tests,
       r.static_method AS static_method, r.static_confidence AS static_confidence
ORDER BY end, start
LIMIT $limit
