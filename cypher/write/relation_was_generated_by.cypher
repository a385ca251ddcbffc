// title: Write WAS_GENERATED_BY relations
// relation: WAS_GENERATED_BY
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:WAS_GENERATED_BY {fingerprint: one.fingerprint}]->(b)
RETURN count(r) AS written
