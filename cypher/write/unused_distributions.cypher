// title: Which of the given distributions no source points at and nothing in use belongs to
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
WHERE n:Distribution AND n.source IS NULL AND NOT EXISTS { MATCH (n)-[:CONTAINS]->(e:Node) }
  AND NOT EXISTS { MATCH (n)<-[r]-(m:Node) WHERE r.fingerprint IS NOT NULL }
RETURN n.id AS id
ORDER BY id
