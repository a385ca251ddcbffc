// title: What was recorded with answers from before a moment
// for: operator
// parameters: before
MATCH (a:Answer)
WHERE a.at < $before
OPTIONAL MATCH (a)-[]->(n:Node)
RETURN a.id AS id, n.id AS part
ORDER BY id, part
