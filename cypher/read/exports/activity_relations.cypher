// title: What every activity used, who was responsible, and which activities it followed
MATCH (a:Activity)-[r:USED|WAS_ASSOCIATED_WITH|WAS_INFORMED_BY]->(o:Node)
RETURN type(r) AS type, a.id AS start, o.id AS end
ORDER BY type, start, end
