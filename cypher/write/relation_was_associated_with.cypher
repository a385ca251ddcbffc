// title: Write WAS_ASSOCIATED_WITH relations
// relation: WAS_ASSOCIATED_WITH
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:WAS_ASSOCIATED_WITH {fingerprint: row.fingerprint[i]}]->(b)
RETURN count(r) AS written
