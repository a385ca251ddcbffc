// title: Every distribution that is not indexed
MATCH (d:Distribution)
WHERE NOT d:Source
RETURN d.id AS id, properties(d) AS properties
ORDER BY id
