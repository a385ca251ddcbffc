// title: Write CATCHES relations
// relation: CATCHES
// properties: method text, confidence float, line, lines numbers
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.method, $separator) AS method,
    split(row.confidence, $separator) AS confidence
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:CATCHES {
    fingerprint: row.fingerprint[i], method: method[i], confidence: toFloat(confidence[i]), line: row.line[i],
    lines: row.lines[row.lines_at[i]..row.lines_at[i + 1]]
}]->(b)
RETURN count(r) AS written
