// title: Files with their digests and where their source was read from
// parameters: ids
UNWIND $ids AS id
MATCH (f:Node {id: id})<-[:CONTAINS]-(s:Source)
RETURN f.id AS id, f.path AS path, f.digest AS digest, s.kind AS kind, s.location AS location
ORDER BY id
