// title: Write WAS_ATTRIBUTED_TO relations
// relation: WAS_ATTRIBUTED_TO
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:WAS_ATTRIBUTED_TO {fingerprint: one.fingerprint}]->(b)
RETURN count(r) AS written
