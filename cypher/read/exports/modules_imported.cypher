// title: Modules that an import in the given modules runs, but for those that only type checkers read
// parameters: ids, limit
UNWIND $ids AS id
MATCH (m:Node {id: id})-[r:IMPORTS]->(t:Module)
WHERE r.kind <> 'typing'
RETURN 'IMPORTS' AS type, m.id AS start, t.id AS end, r.line AS line, r.lines AS lines, r.method AS method,
       r.confidence AS confidence
ORDER BY start, end
LIMIT $limit
