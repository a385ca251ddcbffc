// title: Every model with its properties
MATCH (m:Model)
RETURN m.id AS id, properties(m) AS properties
ORDER BY id
