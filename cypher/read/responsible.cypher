// title: Agents and models: whom and what provenance names
// for: operator
MATCH (n:Node)
WHERE n:Agent OR n:Model
RETURN n.id AS id, n:Model AS model, n.name AS name, n.version AS version, n.kind AS kind, n.digest AS digest, n.license AS license
ORDER BY id
