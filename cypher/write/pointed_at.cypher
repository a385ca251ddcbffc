// title: Which of the given nodes are ends of relations that other sources own
// parameters: ids, source
UNWIND $ids AS id
MATCH (n:Node {id: id})<-[r]-(m:Node)
WHERE r.fingerprint IS NOT NULL AND m.fingerprint IS NOT NULL AND m.source <> $source
RETURN DISTINCT n.id AS id
ORDER BY id
