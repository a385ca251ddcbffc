// title: Write CATCHES relations
// relation: CATCHES
// properties: method text, confidence float, line, lines numbers
// parameters: texts, separator, starts, ends, fingerprint, method, confidence, line, lines, lines_at
WITH split($texts, $separator) AS texts
UNWIND range(0, size($ends) - 1) AS i
WITH texts, i ORDER BY i
MATCH (a:Node {id: texts[$starts[i]]})
MATCH (b:Node {id: texts[$ends[i]]})
CREATE (a)-[r:CATCHES {
    fingerprint: $fingerprint[i], method: texts[$method[i]], confidence: toFloat(texts[$confidence[i]]),
    line: $line[i], lines: $lines[$lines_at[i]..$lines_at[i + 1]]
}]->(b)
RETURN count(r) AS written
