// title: Write CALLS relations that a trace saw
// relation: CALLS
// properties: method text, confidence float, line, lines numbers, sites, candidates, calls, at_least, tests,
//   observed_lines numbers, static_method text, static_confidence float
// parameters: texts, separator, starts, ends, fingerprint, method, confidence, line, lines, lines_at, sites,
//   candidates, calls, at_least, tests, observed_lines, observed_lines_at, static_method, static_confidence
WITH split($texts, $separator) AS texts
UNWIND range(0, size($ends) - 1) AS i
WITH texts, i ORDER BY i
MATCH (a:Node {id: texts[$starts[i]]})
MATCH (b:Node {id: texts[$ends[i]]})
CREATE (a)-[r:CALLS {
    fingerprint: $fingerprint[i], method: texts[$method[i]], confidence: toFloat(texts[$confidence[i]]),
    line: $line[i], lines: $lines[$lines_at[i]..$lines_at[i + 1]], sites: $sites[i], candidates: $candidates[i],
    calls: $calls[i], at_least: $at_least[i], tests: $tests[i],
    observed_lines: $observed_lines[$observed_lines_at[i]..$observed_lines_at[i + 1]],
    static_method: texts[$static_method[i]], static_confidence: toFloat(texts[$static_confidence[i]])
}]->(b)
RETURN count(r) AS written
