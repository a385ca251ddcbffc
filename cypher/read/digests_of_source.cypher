// title: The digests of a source's files, and of the texts that its vectors were made from
// for: operator
// parameters: source
MATCH (n:Node {source: $source})
WHERE n:File OR n:Symbol
RETURN n.id AS id, n:File AS file, n.digest AS digest, n.text_digest AS text_digest
ORDER BY id
