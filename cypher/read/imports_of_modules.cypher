// title: What the given modules import, under which name and at which lines
// parameters: names, limit
UNWIND $names AS name
MATCH (m:Symbol {qualified_name: name})-[i:IMPORTS]->(t:Node)
RETURN m.id AS start, m.qualified_name AS importer, t.id AS id, t.qualified_name AS qualified_name, t.kind AS kind,
       i.binding AS binding, i.lines AS lines
ORDER BY start, id
LIMIT $limit
