// title: Write LICENSED_UNDER relations
// relation: LICENSED_UNDER
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:LICENSED_UNDER]->(b)
SET r = row.properties
RETURN count(r) AS written
