// title: What sources say they depend on
MATCH (s:Source)-[r:DEPENDS_ON]->(d:Node)
RETURN s.id AS start, d.id AS end, coalesce(r.specifier, '') AS specifier
ORDER BY start, end
