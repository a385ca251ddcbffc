// title: What the given modules import, under which names, and what that offers to a star import
// parameters: names, limit
UNWIND $names AS name
MATCH (m:Symbol {qualified_name: name})-[i:IMPORTS]->(t:Node)
RETURN m.id AS start, m.qualified_name AS importer, t.id AS id, t.qualified_name AS qualified_name, t.kind AS kind,
       i.bindings AS bindings, i.kinds AS kinds, t.exports AS exports
ORDER BY start, id
LIMIT $limit
