// title: What the store holds of the relations that a source owns
// parameters: source
MATCH (a:Node {source: $source})-[r]->(b:Node)
WHERE a.fingerprint IS NOT NULL AND r.fingerprint IS NOT NULL
RETURN type(r) AS type, a.id AS start, b.id AS end, r.fingerprint AS fingerprint
ORDER BY start, end, type
