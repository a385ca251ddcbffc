// title: Models that the graph names
// parameters: limit
MATCH (m:Model)
RETURN m.id AS id, m.name AS name, m.digest AS digest, m.license AS license, m.dimensions AS dimensions
ORDER BY id
LIMIT $limit
