// title: Write SIMILAR_TO relations
// relation: SIMILAR_TO
// properties: method text, score float, tokens
// parameters: texts, separator, starts, ends, fingerprint, method, score, tokens
WITH split($texts, $separator) AS texts
UNWIND range(0, size($ends) - 1) AS i
WITH texts, i ORDER BY i
MATCH (a:Node {id: texts[$starts[i]]})
MATCH (b:Node {id: texts[$ends[i]]})
CREATE (a)-[r:SIMILAR_TO {
    fingerprint: $fingerprint[i], method: texts[$method[i]], score: toFloat(texts[$score[i]]), tokens: $tokens[i]
}]->(b)
RETURN count(r) AS written
