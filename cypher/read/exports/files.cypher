// title: The files of a source with all their properties
// parameters: source
MATCH (s:Node {id: $source})-[:CONTAINS]->(f:File)
RETURN f.id AS id, properties(f) AS properties
ORDER BY id
