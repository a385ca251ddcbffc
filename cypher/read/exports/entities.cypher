// title: Every entity with its labels and properties
MATCH (e:Entity)
UNWIND labels(e) AS label
WITH e, label
ORDER BY label
WITH e, collect(label) AS labels
RETURN e.id AS id, labels, properties(e) AS properties
ORDER BY id
