// title: Relations out of appended nodes to other appended nodes, and to the agents and models that they name
// for: operator
// parameters: ids
UNWIND $ids AS id
MATCH (a:Node {id: id})-[r]->(b:Node)
WHERE b.fingerprint IS NULL AND NOT b:License AND NOT b:External AND NOT b:Distribution
RETURN type(r) AS type, a.id AS start, b.id AS end
ORDER BY start, type, end
