// title: Sources and distributions with a name
// parameters: name, limit
MATCH (n:Node {name: $name})
WHERE n:Source OR n:Distribution
RETURN n.id AS id, n:Source AS indexed
ORDER BY id
LIMIT $limit
