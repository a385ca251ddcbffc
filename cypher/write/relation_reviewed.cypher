// title: Write WAS_ATTRIBUTED_TO relations that say in which role
// relation: WAS_ATTRIBUTED_TO
// properties: role text
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.role, $separator) AS role
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:WAS_ATTRIBUTED_TO {fingerprint: row.fingerprint[i], role: role[i]}]->(b)
RETURN count(r) AS written
