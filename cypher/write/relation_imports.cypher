// title: Write IMPORTS relations
// relation: IMPORTS
// properties: method text, confidence float, line, lines numbers, kind text, bindings texts, names texts, kinds texts,
//   binding_lines numbers
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.method, $separator) AS method,
    split(row.confidence, $separator) AS confidence, split(row.kind, $separator) AS kind,
    split(row.bindings, $separator) AS bindings, split(row.names, $separator) AS names,
    split(row.kinds, $separator) AS kinds
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:IMPORTS {
    fingerprint: row.fingerprint[i], method: method[i], confidence: toFloat(confidence[i]), line: row.line[i],
    lines: row.lines[row.lines_at[i]..row.lines_at[i + 1]], kind: kind[i],
    bindings: bindings[row.bindings_at[i]..row.bindings_at[i + 1]],
    names: names[row.names_at[i]..row.names_at[i + 1]], kinds: kinds[row.kinds_at[i]..row.kinds_at[i + 1]],
    binding_lines: row.binding_lines[row.binding_lines_at[i]..row.binding_lines_at[i + 1]]
}]->(b)
RETURN count(r) AS written
