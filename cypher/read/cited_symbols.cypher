// title: What pins the given symbols
// parameters: ids
UNWIND $ids AS id
MATCH (s:Node {id: id})
RETURN s.id AS id, s.end_line AS end_line, s.digest AS digest
ORDER BY id
