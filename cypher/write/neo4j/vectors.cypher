// title: Write vectors onto their symbols
// parameters: rows
UNWIND $rows AS row
MATCH (n:Node {id: row.id})
CALL db.create.setNodeVectorProperty(n, 'vector', row.vector)
