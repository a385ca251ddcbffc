// title: Write LICENSED_UNDER relations
// relation: LICENSED_UNDER
// properties: expression text, kind text, method text, path text, line, end_line
// parameters: texts, separator, starts, ends, fingerprint, expression, kind, method, path, line, end_line
WITH split($texts, $separator) AS texts
UNWIND range(0, size($ends) - 1) AS i
WITH texts, i ORDER BY i
MATCH (a:Node {id: texts[$starts[i]]})
MATCH (b:Node {id: texts[$ends[i]]})
CREATE (a)-[r:LICENSED_UNDER {
    fingerprint: $fingerprint[i], expression: texts[$expression[i]], kind: texts[$kind[i]],
    method: texts[$method[i]], path: texts[$path[i]], line: $line[i], end_line: $end_line[i]
}]->(b)
RETURN count(r) AS written
