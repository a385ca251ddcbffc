// title: Write TESTS relations that a trace saw
// relation: TESTS
// properties: method text, confidence float, line, lines, via text, convention text, direct, runs, static_method text, static_confidence float
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.method, $separator) AS method,
    split(row.confidence, $separator) AS confidence, split(row.via, $separator) AS via,
    split(row.convention, $separator) AS convention, split(row.static_method, $separator) AS static_method,
    split(row.static_confidence, $separator) AS static_confidence
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:TESTS {
    fingerprint: row.fingerprint[i], method: method[i], confidence: toFloat(confidence[i]), line: row.line[i],
    lines: row.lines[i], via: via[i], convention: convention[i], direct: row.direct[i], runs: row.runs[i],
    static_method: static_method[i], static_confidence: toFloat(static_confidence[i])
}]->(b)
RETURN count(r) AS written
