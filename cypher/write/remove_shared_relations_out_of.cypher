// title: Remove what nobody owns and starts at nodes that a source owns from now on, but for the outside names they contain
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})-[r]->(m:Node)
WHERE r.fingerprint IS NULL AND type(r) <> 'CONTAINS'
DELETE r
