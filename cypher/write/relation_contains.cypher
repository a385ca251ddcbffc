// title: Write CONTAINS relations
// relation: CONTAINS
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:CONTAINS]->(b)
SET r = row.properties
RETURN count(r) AS written
