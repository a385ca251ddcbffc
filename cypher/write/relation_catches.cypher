// title: Write CATCHES relations
// relation: CATCHES
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:CATCHES]->(b)
SET r = row.properties
RETURN count(r) AS written
