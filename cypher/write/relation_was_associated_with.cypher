// title: Write WAS_ASSOCIATED_WITH relations
// relation: WAS_ASSOCIATED_WITH
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:WAS_ASSOCIATED_WITH]->(b)
SET r = row.properties
RETURN count(r) AS written
