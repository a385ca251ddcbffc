// title: The files of terms, notices and authors of the given sources, without their texts
// parameters: sources
UNWIND $sources AS source
MATCH (s:Node {id: source})-[:CONTAINS]->(l:LicenseFile)
RETURN source, l.path AS path, l.kind AS kind, l.license AS license, l.copyrights AS copyrights, l.digest AS digest, l.id AS id
ORDER BY source, path
