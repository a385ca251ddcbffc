// title: Write WAS_ASSOCIATED_WITH relations
// relation: WAS_ASSOCIATED_WITH
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:WAS_ASSOCIATED_WITH {fingerprint: one.fingerprint}]->(b)
RETURN count(r) AS written
