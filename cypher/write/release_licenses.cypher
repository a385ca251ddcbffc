// title: Let the licenses of a distribution that is no longer indexed stay known, owned by nobody
// parameters: id
MATCH (n:Node {id: $id})-[r:LICENSED_UNDER]->(l:Node)
SET r = {expression: r.expression, kind: r.kind}
