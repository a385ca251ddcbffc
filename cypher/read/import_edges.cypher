// title: Import edges of the given modules with the names and the file on both sides
// parameters: ids
UNWIND $ids AS id
MATCH (a:Node {id: id})-[r:IMPORTS]->(b:Node)
RETURN a.id AS start, b.id AS end, a.qualified_name AS importer, b.qualified_name AS target, b.kind AS target_kind,
       b:External AS external, a.path AS path, r.line AS line, r.kind AS kind, r.names AS names, r.method AS method,
       r.confidence AS confidence
ORDER BY start, line, end
