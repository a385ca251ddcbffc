// title: Write DEPENDS_ON relations
// relation: DEPENDS_ON
// properties: specifier text
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.specifier, $separator) AS specifier
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:DEPENDS_ON {fingerprint: row.fingerprint[i], specifier: specifier[i]}]->(b)
RETURN count(r) AS written
