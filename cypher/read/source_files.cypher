// title: The files of a source
// parameters: source
MATCH (s:Node {id: $source})-[:CONTAINS]->(f:File)
RETURN f.id AS id
ORDER BY id
