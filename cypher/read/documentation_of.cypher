// title: Which sections of documentation name a symbol, the surest first
// parameters: id, limit
MATCH (s:Node {id: $id})<-[r:DOCUMENTS]-(d:Section)
RETURN d.id AS id, d.title AS title, d.path AS path, d.line AS line, d.end_line AS end_line, d.text AS text, d.license AS license,
       r.method AS method, r.confidence AS confidence
ORDER BY confidence DESC, id
LIMIT $limit
