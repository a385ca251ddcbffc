// title: What each model was used for, and for which sources
MATCH (m:Model)<-[:USED]-(a:Activity)
RETURN DISTINCT m.id AS model, coalesce(a.kind, '') AS kind, coalesce(a.source, '') AS source
ORDER BY model, kind, source
