// title: Constructors that the given symbols run by calling a class, its own or the one that it inherits
// parameters: ids
UNWIND $ids AS id
MATCH (c:Node {id: id})-[r:CALLS]->(k:Class)-[up:INHERITS*0..4]->(b:Class)-[:CONTAINS]->(f:Function)
WHERE f.name IN ['__init__', '__new__', '__post_init__']
  AND (b.id = k.id OR NOT EXISTS { MATCH (k)-[:CONTAINS]->(own:Function) WHERE own.name = f.name })
RETURN c.id AS start, f.id AS end, min(r.line) AS line, max(coalesce(r.confidence, 1.0)) AS confidence
ORDER BY start, end
