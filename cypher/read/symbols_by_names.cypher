// title: Symbols with one of the given names
// parameters: names, limit
UNWIND $names AS name
MATCH (s:Symbol {name: name})
RETURN s.id AS id
ORDER BY id
LIMIT $limit
