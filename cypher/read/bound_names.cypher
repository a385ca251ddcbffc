// title: What a module's imports bind a name to
// parameters: module, binding, limit
MATCH (m:Symbol {qualified_name: $module})-[i:IMPORTS]->(t:Node)
WHERE i.binding = $binding
RETURN DISTINCT t.id AS id, t.qualified_name AS qualified_name
ORDER BY id
LIMIT $limit
