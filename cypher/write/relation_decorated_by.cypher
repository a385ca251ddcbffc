// title: Write DECORATED_BY relations
// relation: DECORATED_BY
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:DECORATED_BY]->(b)
SET r = row.properties
RETURN count(r) AS written
