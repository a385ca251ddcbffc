// title: Write WAS_DERIVED_FROM relations
// relation: WAS_DERIVED_FROM
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:WAS_DERIVED_FROM]->(b)
SET r = row.properties
RETURN count(r) AS written
