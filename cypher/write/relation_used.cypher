// title: Write USED relations
// relation: USED
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:USED {fingerprint: one.fingerprint}]->(b)
RETURN count(r) AS written
