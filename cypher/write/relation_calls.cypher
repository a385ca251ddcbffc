// title: Write CALLS relations
// relation: CALLS
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:CALLS]->(b)
SET r = row.properties
RETURN count(r) AS written
