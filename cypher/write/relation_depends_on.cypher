// title: Write DEPENDS_ON relations
// relation: DEPENDS_ON
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:DEPENDS_ON]->(b)
SET r = row.properties
RETURN count(r) AS written
