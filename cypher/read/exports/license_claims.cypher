// title: What is said about the licences of the given sources, distributions and files, and by which evidence
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})-[e:LICENSED_UNDER]->(l:License)
RETURN n.id AS id, l.id AS license, coalesce(l.category, 'unknown') AS category, e.expression AS expression, e.kind AS kind,
       coalesce(e.method, '') AS method, coalesce(e.path, '') AS path, coalesce(e.line, 0) AS line,
       coalesce(e.end_line, e.line, 0) AS end_line
ORDER BY id, license, kind, path, line
