// title: Names outside what is indexed, by their dotted name
// parameters: name, limit
MATCH (e:External {qualified_name: $name})
RETURN e.id AS id
ORDER BY id
LIMIT $limit
