// title: Remove nodes with their relations
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
DETACH DELETE n
