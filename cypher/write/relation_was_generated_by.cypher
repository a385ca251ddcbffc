// title: Write WAS_GENERATED_BY relations
// relation: WAS_GENERATED_BY
// parameters: texts, separator, starts, ends, fingerprint
WITH split($texts, $separator) AS texts
UNWIND range(0, size($ends) - 1) AS i
WITH texts, i ORDER BY i
MATCH (a:Node {id: texts[$starts[i]]})
MATCH (b:Node {id: texts[$ends[i]]})
CREATE (a)-[r:WAS_GENERATED_BY {fingerprint: $fingerprint[i]}]->(b)
RETURN count(r) AS written
