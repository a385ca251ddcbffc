// title: Which of the given names from outside no source points at
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
WHERE n:External AND NOT EXISTS { MATCH (n)<-[r]-(m:Node) WHERE r.fingerprint IS NOT NULL }
RETURN n.id AS id
ORDER BY id
