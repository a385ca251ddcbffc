// title: Write CALLS relations
// relation: CALLS
// properties: method, confidence, line, lines, sites, candidates, calls, at_least, tests, observed_lines, static_method, static_confidence
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:CALLS {
    fingerprint: one.fingerprint, method: one.method, confidence: one.confidence, line: one.line,
    lines: one.lines, sites: one.sites, candidates: one.candidates, calls: one.calls, at_least: one.at_least,
    tests: one.tests, observed_lines: one.observed_lines, static_method: one.static_method,
    static_confidence: one.static_confidence
}]->(b)
RETURN count(r) AS written
