// title: The digests of all files of other sources
// for: operator
// parameters: source
MATCH (f:File)
WHERE f.source <> $source
RETURN DISTINCT f.digest AS digest
ORDER BY digest
