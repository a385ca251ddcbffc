// title: Write TESTS relations that a trace saw
// relation: TESTS
// properties: method text, confidence float, line, lines numbers, via text, convention text, direct, runs,
//   static_method text, static_confidence float
// parameters: texts, separator, starts, ends, fingerprint, method, confidence, line, lines, lines_at, via,
//   convention, direct, runs, static_method, static_confidence
WITH split($texts, $separator) AS texts
UNWIND range(0, size($ends) - 1) AS i
WITH texts, i ORDER BY i
MATCH (a:Node {id: texts[$starts[i]]})
MATCH (b:Node {id: texts[$ends[i]]})
CREATE (a)-[r:TESTS {
    fingerprint: $fingerprint[i], method: texts[$method[i]], confidence: toFloat(texts[$confidence[i]]),
    line: $line[i], lines: $lines[$lines_at[i]..$lines_at[i + 1]], via: texts[$via[i]],
    convention: texts[$convention[i]], direct: $direct[i], runs: $runs[i], static_method: texts[$static_method[i]],
    static_confidence: toFloat(texts[$static_confidence[i]])
}]->(b)
RETURN count(r) AS written
