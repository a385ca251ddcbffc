// title: Every agent with its labels and properties
MATCH (g:Agent)
UNWIND labels(g) AS label
WITH g, label
ORDER BY label
WITH g, collect(label) AS labels
RETURN g.id AS id, labels, properties(g) AS properties
ORDER BY id
