// title: What the given symbols call
// parameters: ids, limit
UNWIND $ids AS id
MATCH (f:Node {id: id})-[r:CALLS]->(c:Node)
RETURN f.id AS start, c.id AS end, r.line AS line, r.lines AS lines, r.method AS method, r.confidence AS confidence,
       r.candidates AS candidates, r.calls AS observed_calls, r.at_least AS at_least, r.tests AS tests,
       r.static_method AS static_method, r.static_confidence AS static_confidence
ORDER BY start, end
LIMIT $limit
