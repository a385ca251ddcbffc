// title: Write TESTS relations
// relation: TESTS
// properties: method, confidence, line, lines, via, convention, direct, runs, static_method, static_confidence
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:TESTS {
    fingerprint: one.fingerprint, method: one.method, confidence: one.confidence, line: one.line,
    lines: one.lines, via: one.via, convention: one.convention, direct: one.direct, runs: one.runs,
    static_method: one.static_method, static_confidence: one.static_confidence
}]->(b)
RETURN count(r) AS written
