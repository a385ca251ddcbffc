// title: Write CALLS relations that no trace saw
// relation: CALLS
// properties: method text, confidence float, line, lines numbers, sites, candidates
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.method, $separator) AS method,
    split(row.confidence, $separator) AS confidence
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:CALLS {
    fingerprint: row.fingerprint[i], method: method[i], confidence: toFloat(confidence[i]), line: row.line[i],
    lines: row.lines[row.lines_at[i]..row.lines_at[i + 1]], sites: row.sites[i], candidates: row.candidates[i]
}]->(b)
RETURN count(r) AS written
