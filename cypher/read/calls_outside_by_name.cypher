// title: Calls to names from outside whose last part is one of the given
// parameters: names, limit
UNWIND $names AS name
MATCH (e:External {name: name})<-[r:CALLS]-(c:Symbol)
RETURN c.id AS caller, c.path AS path, e.id AS id, e.qualified_name AS callee, e.kind AS kind, name, r.lines AS lines
ORDER BY caller, callee
LIMIT $limit
