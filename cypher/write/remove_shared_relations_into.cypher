// title: Remove what nobody owns and ends at nodes that a source owns from now on
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})<-[r]-(m:Node)
WHERE r.fingerprint IS NULL
DELETE r
