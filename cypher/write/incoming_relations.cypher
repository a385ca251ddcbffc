// title: What the store holds of the relations of a pair that end at a source and that another owns
// parameters: source, types
MATCH (b:Node {source: $source})<-[r]-(a:Node)
WHERE type(r) IN $types AND a.source <> $source
RETURN type(r) AS type, a.id AS start, b.id AS end, r.fingerprint AS fingerprint
ORDER BY start, end, type
