// title: Write WAS_GENERATED_BY relations
// relation: WAS_GENERATED_BY
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:WAS_GENERATED_BY]->(b)
SET r = row.properties
RETURN count(r) AS written
