// title: Who runs the given constructors by calling their class or one that inherits them
// parameters: ids, limit
UNWIND $ids AS id
MATCH (f:Node {id: id})<-[:CONTAINS]-(b:Class)<-[up:INHERITS*0..4]-(k:Class)<-[r:CALLS]-(c:Symbol)
WHERE f.name IN ['__init__', '__new__', '__post_init__']
  AND (b.id = k.id OR NOT EXISTS { MATCH (k)-[:CONTAINS]->(own:Function) WHERE own.name = f.name })
RETURN 'INSTANTIATES' AS type, c.id AS start, f.id AS end, min(r.line) AS line, r.lines AS lines, r.method AS method,
       r.confidence AS confidence, r.candidates AS candidates, r.calls AS observed_calls, r.at_least AS at_least, r.tests AS tests,
       r.static_method AS static_method, r.static_confidence AS static_confidence
ORDER BY end, start, line, method, confidence, candidates, observed_calls
LIMIT $limit
