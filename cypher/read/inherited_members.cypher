// title: A class's member that one of its bases defines, the nearest base first
// parameters: id, name, limit
MATCH (c:Node {id: $id})-[up:INHERITS*1..8]->(b:Class)-[:CONTAINS]->(m:Symbol {name: $name})
RETURN m.id AS id, min(size(up)) AS distance
ORDER BY distance, id
LIMIT $limit
