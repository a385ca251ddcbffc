// title: Write CALLS relations that a trace saw
// relation: CALLS
// properties: method text, confidence float, line, lines, sites, candidates, calls, at_least, tests, observed_lines, static_method text, static_confidence float
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.method, $separator) AS method,
    split(row.confidence, $separator) AS confidence, split(row.static_method, $separator) AS static_method,
    split(row.static_confidence, $separator) AS static_confidence
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:CALLS {
    fingerprint: row.fingerprint[i], method: method[i], confidence: toFloat(confidence[i]), line: row.line[i],
    lines: row.lines[i], sites: row.sites[i], candidates: row.candidates[i], calls: row.calls[i],
    at_least: row.at_least[i], tests: row.tests[i], observed_lines: row.observed_lines[i],
    static_method: static_method[i], static_confidence: toFloat(static_confidence[i])
}]->(b)
RETURN count(r) AS written
