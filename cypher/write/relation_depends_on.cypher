// title: Write DEPENDS_ON relations
// relation: DEPENDS_ON
// properties: specifier text
// parameters: texts, separator, starts, ends, fingerprint, specifier
WITH split($texts, $separator) AS texts
UNWIND range(0, size($ends) - 1) AS i
WITH texts, i ORDER BY i
MATCH (a:Node {id: texts[$starts[i]]})
MATCH (b:Node {id: texts[$ends[i]]})
CREATE (a)-[r:DEPENDS_ON {fingerprint: $fingerprint[i], specifier: texts[$specifier[i]]}]->(b)
RETURN count(r) AS written
