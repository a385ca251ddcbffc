// title: The texts of terms, notices and authors that come with a source
// for: operator
// parameters: source, limit
MATCH (s:Node {id: $source})-[:CONTAINS]->(l:LicenseFile)
RETURN l.path AS path, l.kind AS kind, l.license AS license, l.digest AS digest, l.copyrights AS copyrights
ORDER BY path
LIMIT $limit
