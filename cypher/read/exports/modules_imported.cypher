// title: Modules that an import in the given modules runs, but for those that only type checkers read
// parameters: ids
UNWIND $ids AS id
MATCH (m:Node {id: id})-[r:IMPORTS]->(t:Module)
WHERE r.kind <> 'typing'
RETURN m.id AS start, t.id AS end, r.line AS line, coalesce(r.confidence, 1.0) AS confidence
ORDER BY start, end
