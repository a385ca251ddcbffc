// title: Write TESTS relations that no trace saw
// relation: TESTS
// properties: method text, confidence float, line, lines numbers, via text, convention text
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.method, $separator) AS method,
    split(row.confidence, $separator) AS confidence, split(row.via, $separator) AS via,
    split(row.convention, $separator) AS convention
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:TESTS {
    fingerprint: row.fingerprint[i], method: method[i], confidence: toFloat(confidence[i]), line: row.line[i],
    lines: row.lines[row.lines_at[i]..row.lines_at[i + 1]], via: via[i], convention: convention[i]
}]->(b)
RETURN count(r) AS written
