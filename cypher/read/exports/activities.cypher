// title: Every activity with its properties
MATCH (a:Activity)
RETURN a.id AS id, properties(a) AS properties
ORDER BY id
