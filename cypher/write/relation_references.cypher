// title: Write REFERENCES relations
// relation: REFERENCES
// properties: method text, confidence float, line, lines numbers, access texts, written numbers
// parameters: texts, separator, starts, ends, fingerprint, method, confidence, line, lines, lines_at, access,
//   access_at, written, written_at
WITH split($texts, $separator) AS texts, split($access, $separator) AS access
UNWIND range(0, size($ends) - 1) AS i
WITH texts, access, i ORDER BY i
MATCH (a:Node {id: texts[$starts[i]]})
MATCH (b:Node {id: texts[$ends[i]]})
CREATE (a)-[r:REFERENCES {
    fingerprint: $fingerprint[i], method: texts[$method[i]], confidence: toFloat(texts[$confidence[i]]),
    line: $line[i], lines: $lines[$lines_at[i]..$lines_at[i + 1]], access: access[$access_at[i]..$access_at[i + 1]],
    written: $written[$written_at[i]..$written_at[i + 1]]
}]->(b)
RETURN count(r) AS written
