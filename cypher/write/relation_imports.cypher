// title: Write IMPORTS relations
// relation: IMPORTS
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:IMPORTS]->(b)
SET r = row.properties
RETURN count(r) AS written
