// title: How each model was trained, as far as the log says
MATCH (m:Model)-[:WAS_GENERATED_BY]->(a:Activity {kind: 'training'})
RETURN m.id AS model, properties(a) AS properties
ORDER BY model, a.id
