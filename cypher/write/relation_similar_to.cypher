// title: Write SIMILAR_TO relations
// relation: SIMILAR_TO
// properties: method text, score float, tokens
// parameters: rows, separator
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
WITH a, row, split(row.ends, $separator) AS ends, split(row.method, $separator) AS method,
    split(row.score, $separator) AS score
UNWIND range(0, size(ends) - 1) AS i
MATCH (b:Node {id: ends[i]})
CREATE (a)-[r:SIMILAR_TO {
    fingerprint: row.fingerprint[i], method: method[i], score: toFloat(score[i]), tokens: row.tokens[i]
}]->(b)
RETURN count(r) AS written
