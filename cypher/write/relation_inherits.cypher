// title: Write INHERITS relations
// relation: INHERITS
// properties: method, confidence, line, lines
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:INHERITS {
    fingerprint: one.fingerprint, method: one.method, confidence: one.confidence, line: one.line,
    lines: one.lines
}]->(b)
RETURN count(r) AS written
