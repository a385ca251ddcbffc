// title: Write IMPORTS relations
// relation: IMPORTS
// properties: method text, confidence float, line, lines, kind text, bindings, names, kinds, binding_lines
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.method, $separator) AS method,
    split(row.confidence, $separator) AS confidence, split(row.kind, $separator) AS kind
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:IMPORTS {
    fingerprint: row.fingerprint[i], method: method[i], confidence: toFloat(confidence[i]), line: row.line[i],
    lines: row.lines[i], kind: kind[i], bindings: row.bindings[i], names: row.names[i], kinds: row.kinds[i],
    binding_lines: row.binding_lines[i]
}]->(b)
RETURN count(r) AS written
