// title: Write USED relations
// relation: USED
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:USED]->(b)
SET r = row.properties
RETURN count(r) AS written
