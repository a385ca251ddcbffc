// title: Symbols whose dotted names from the import root are the given ones
// parameters: names, limit
UNWIND $names AS name
MATCH (s:Symbol {qualified_name: name})
RETURN s.id AS id, s.qualified_name AS qualified_name, s.kind AS kind
ORDER BY id
LIMIT $limit
