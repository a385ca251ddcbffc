// title: Sizes of symbols, how surely what calls them and what they call, and what imports them and what they import
// parameters: ids, likely, sure
UNWIND $ids AS id
MATCH (s:Node {id: id})
WITH s, [(s)<-[r:CALLS]-(c:Symbol) WHERE c.id <> s.id | r.confidence] AS callers,
     [(s)-[r:CALLS]->(t:Node) WHERE t.id <> s.id | r.confidence] AS callees,
     [(s)<-[r:IMPORTS]-(m:Module) WHERE m.id <> s.id | m.id] AS importers,
     [(s)-[r:IMPORTS]->(m:Module) WHERE m.id <> s.id | m.id] AS modules,
     [(s)-[r:IMPORTS]->(e:External) WHERE r.names IS NULL OR '' IN r.names OR '*' IN r.names | e.id] AS outside
RETURN s.id AS id, s.complexity AS complexity, s.statements AS statements, s.parameters AS parameters, s.line AS line,
       s.end_line AS end_line, s.unresolved_count AS unresolved,
       size([x IN callers WHERE x >= $likely]) AS likely_callers, size([x IN callers WHERE x >= $sure]) AS sure_callers,
       size([x IN callees WHERE x >= $likely]) AS likely_callees, size([x IN callees WHERE x >= $sure]) AS sure_callees, size(importers) AS importers,
       size(modules) + size(outside) AS imported
ORDER BY id
