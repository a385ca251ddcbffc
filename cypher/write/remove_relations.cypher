// title: Remove relations
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})-[r]->(b:Node {id: row.end})
WHERE type(r) = row.type
DELETE r
