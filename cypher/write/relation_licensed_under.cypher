// title: Write LICENSED_UNDER relations
// relation: LICENSED_UNDER
// properties: expression text, kind text, method text, path text, line, end_line
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.expression, $separator) AS expression,
    split(row.kind, $separator) AS kind, split(row.method, $separator) AS method,
    split(row.path, $separator) AS path
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:LICENSED_UNDER {
    fingerprint: row.fingerprint[i], expression: expression[i], kind: kind[i], method: method[i], path: path[i],
    line: row.line[i], end_line: row.end_line[i]
}]->(b)
RETURN count(r) AS written
