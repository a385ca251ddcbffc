// title: Of which texts the store holds a source's vectors
// parameters: source
MATCH (n:Node {source: $source})
WHERE n.text_digest IS NOT NULL
RETURN n.id AS id, n.text_digest AS digest
