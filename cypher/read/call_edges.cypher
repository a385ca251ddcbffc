// title: Call edges of the given symbols with the names and the file on both sides
// parameters: ids
UNWIND $ids AS id
MATCH (a:Node {id: id})-[r:CALLS]->(b:Node)
RETURN a.id AS start, b.id AS end, a.qualified_name AS caller, b.qualified_name AS callee, a.path AS path, r.line AS line,
       r.method AS method, r.confidence AS confidence
ORDER BY start, line, end
