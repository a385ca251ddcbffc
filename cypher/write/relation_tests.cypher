// title: Write TESTS relations
// relation: TESTS
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:TESTS]->(b)
SET r = row.properties
RETURN count(r) AS written
