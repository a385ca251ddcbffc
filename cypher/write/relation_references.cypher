// title: Write REFERENCES relations
// relation: REFERENCES
// properties: method, confidence, line, lines, access, written
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:REFERENCES {
    fingerprint: one.fingerprint, method: one.method, confidence: one.confidence, line: one.line,
    lines: one.lines, access: one.access, written: one.written
}]->(b)
RETURN count(r) AS written
