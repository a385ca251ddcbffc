// title: Write WAS_ATTRIBUTED_TO relations that say in which role
// relation: WAS_ATTRIBUTED_TO
// properties: role text
// parameters: texts, separator, starts, ends, fingerprint, role
WITH split($texts, $separator) AS texts
UNWIND range(0, size($ends) - 1) AS i
WITH texts, i ORDER BY i
MATCH (a:Node {id: texts[$starts[i]]})
MATCH (b:Node {id: texts[$ends[i]]})
CREATE (a)-[r:WAS_ATTRIBUTED_TO {fingerprint: $fingerprint[i], role: texts[$role[i]]}]->(b)
RETURN count(r) AS written
