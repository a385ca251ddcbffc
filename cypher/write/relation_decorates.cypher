// title: Write DECORATES relations
// relation: DECORATES
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:DECORATES]->(b)
SET r = row.properties
RETURN count(r) AS written
