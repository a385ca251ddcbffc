// title: Who approved a source, and what else the log says was decided about it
// for: operator
// parameters: source, kinds, limit
MATCH (r:Record)
WHERE r.kind IN $kinds AND r.content CONTAINS '"' + $source + '"'
OPTIONAL MATCH (r)-[:RECORDS]->(a:Activity)
RETURN r.id AS record, r.sequence AS sequence, r.at AS at, r.kind AS kind, a.by AS by, r.content AS content
ORDER BY sequence, by
LIMIT $limit
