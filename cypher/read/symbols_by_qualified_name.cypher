// title: Symbols whose dotted name from the import root is the given one
// parameters: name, limit
MATCH (s:Symbol {qualified_name: $name})
RETURN s.id AS id
ORDER BY id
LIMIT $limit
