// title: Write INHERITS relations
// relation: INHERITS
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:INHERITS]->(b)
SET r = row.properties
RETURN count(r) AS written
