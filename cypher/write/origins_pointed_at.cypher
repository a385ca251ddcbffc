// title: Which of the given distributions contain outside names at which relations of other sources end
// parameters: ids, source
UNWIND $ids AS id
MATCH (n:Node {id: id})-[:CONTAINS]->(e:External)<-[r]-(m:Node)
WHERE r.fingerprint IS NOT NULL AND m.fingerprint IS NOT NULL AND m.source <> $source
RETURN DISTINCT n.id AS id
ORDER BY id
