// title: What others may still know of nodes that are no longer indexed
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
RETURN n.id AS id, n:Symbol AS symbol, n.name AS name, n.qualified_name AS qualified_name, n.kind AS kind, n.version AS version,
       n.license AS license
ORDER BY id
