// title: Write RAISES relations
// relation: RAISES
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:RAISES]->(b)
SET r = row.properties
RETURN count(r) AS written
