// title: Write LICENSED_UNDER relations
// relation: LICENSED_UNDER
// properties: expression, kind, method, path, line
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:LICENSED_UNDER {
    fingerprint: one.fingerprint, expression: one.expression, kind: one.kind, method: one.method,
    path: one.path, line: one.line
}]->(b)
RETURN count(r) AS written
