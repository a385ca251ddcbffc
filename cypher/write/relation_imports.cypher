// title: Write IMPORTS relations
// relation: IMPORTS
// properties: method, confidence, line, lines, kind, bindings, names, kinds, binding_lines
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
UNWIND row.ends AS one
MATCH (b:Node {id: one.end})
CREATE (a)-[r:IMPORTS {
    fingerprint: one.fingerprint, method: one.method, confidence: one.confidence, line: one.line,
    lines: one.lines, kind: one.kind, bindings: one.bindings, names: one.names, kinds: one.kinds,
    binding_lines: one.binding_lines
}]->(b)
RETURN count(r) AS written
