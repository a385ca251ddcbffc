// title: Write WAS_DERIVED_FROM relations
// relation: WAS_DERIVED_FROM
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:WAS_DERIVED_FROM {fingerprint: row.fingerprint[i]}]->(b)
RETURN count(r) AS written
