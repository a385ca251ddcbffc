// title: What is said about the licence of a source or distribution, and by which evidence
// parameters: id
MATCH (n:Node {id: $id})-[e:LICENSED_UNDER]->(l:License)
RETURN l.id AS license, l.category AS category, e.expression AS expression, e.kind AS kind, coalesce(e.method, '') AS method,
       coalesce(e.path, '') AS path, coalesce(e.line, 0) AS line,
       coalesce(e.end_line, 0) AS end_line
ORDER BY license
