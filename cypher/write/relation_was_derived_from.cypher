// title: Write WAS_DERIVED_FROM relations
// relation: WAS_DERIVED_FROM
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:WAS_DERIVED_FROM {fingerprint: one.fingerprint}]->(b)
RETURN count(r) AS written
