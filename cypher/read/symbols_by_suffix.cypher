// title: Symbols with a name, whose dotted name ends with a suffix
// parameters: name, suffix, limit
MATCH (s:Symbol {name: $name})
WHERE s.qualified_name = $name OR s.qualified_name ENDS WITH $suffix
RETURN s.id AS id
ORDER BY id
LIMIT $limit
