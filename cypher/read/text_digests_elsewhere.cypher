// title: The digests of all texts of other sources that vectors were made from
// for: operator
// parameters: source
MATCH (s:Symbol)
WHERE s.source <> $source AND s.text_digest IS NOT NULL
RETURN DISTINCT s.text_digest AS digest
ORDER BY digest
