// title: Near-duplicates
MATCH (:Symbol)-[r:SIMILAR_TO]->(:Symbol)
WHERE r.method = 'near-duplicate'
RETURN count(r) AS checked
