// title: Constructors that the given symbols run by calling a class, its own or the one that it inherits
// parameters: ids, limit
UNWIND $ids AS id
MATCH (c:Node {id: id})-[r:CALLS]->(k:Class)-[up:INHERITS*0..4]->(b:Class)-[:CONTAINS]->(f:Function)
WHERE f.name IN ['__init__', '__new__', '__post_init__']
  AND (b.id = k.id OR NOT EXISTS { MATCH (k)-[:CONTAINS]->(own:Function) WHERE own.name = f.name })
RETURN 'INSTANTIATES' AS type, c.id AS start, f.id AS end, min(r.line) AS line, r.lines AS lines, r.method AS method,
       r.confidence AS confidence, r.candidates AS candidates, r.calls AS observed_calls, r.at_least AS at_least, r.tests AS tests,
       r.static_method AS static_method, r.static_confidence AS static_confidence
ORDER BY start, end, line, method, confidence, candidates, observed_calls
LIMIT $limit
