// title: What the store holds of a source's nodes
// parameters: source
MATCH (n:Node {source: $source})
WHERE n.fingerprint IS NOT NULL
RETURN n.id AS id, n.fingerprint AS fingerprint
ORDER BY id
