// title: The licence texts, notices and lists of authors that the given sources carry
// parameters: ids
UNWIND $ids AS id
MATCH (s:Node {id: id})-[:CONTAINS]->(f:LicenseFile)
RETURN s.id AS source, f.id AS id, properties(f) AS properties
ORDER BY id
