// title: Write RECORDS relations
// relation: RECORDS
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:RECORDS {fingerprint: row.fingerprint[i]}]->(b)
RETURN count(r) AS written
