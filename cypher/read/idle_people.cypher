// title: People to whom nothing in the graph leads any more
// for: operator
MATCH (p:Agent)
WHERE p.kind = 'person' AND NOT EXISTS { MATCH (p)<-[]-(n:Node) }
RETURN p.id AS id
ORDER BY id
