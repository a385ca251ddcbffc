// title: Where every entity comes from: its activity, what it was made of, and who answers for it
MATCH (e:Entity)-[r:WAS_GENERATED_BY|WAS_DERIVED_FROM|WAS_ATTRIBUTED_TO|WAS_INVALIDATED_BY]->(o:Node)
RETURN type(r) AS type, e.id AS start, o.id AS end, coalesce(r.role, '') AS role
ORDER BY type, start, end
