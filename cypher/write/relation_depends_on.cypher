// title: Write DEPENDS_ON relations
// relation: DEPENDS_ON
// properties: specifier
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:DEPENDS_ON {fingerprint: one.fingerprint, specifier: one.specifier}]->(b)
RETURN count(r) AS written
