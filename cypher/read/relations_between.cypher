// title: Claims between the given nodes
// parameters: ids
UNWIND $ids AS id
MATCH (a:Node {id: id})-[r:CALLS|INHERITS|IMPORTS|OVERRIDES|DECORATED_BY|REFERENCES|RAISES|CATCHES|TESTS|CONTAINS]->(b:Node)
WHERE b.id IN $ids
RETURN a.id AS start, b.id AS end, type(r) AS type, r.line AS line
ORDER BY start, end, type
