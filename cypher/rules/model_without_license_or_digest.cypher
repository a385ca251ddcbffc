// title: A model or embedder without licence or digest
// severity: error
// rationale: Without a licence nobody knows whether a model may be used, without a digest nobody knows which one it was.
// remedy: Use a model whose card states a licence, name its weights by digest, and index or ask again.
// parameters: limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed
// checks: models
MATCH (m:Model)
WITH m, CASE WHEN coalesce(m.license, 'NOASSERTION') IN ['', 'NOASSERTION'] THEN ['no licence'] ELSE [] END
      + CASE WHEN coalesce(m.digest, '') = '' THEN ['no digest'] ELSE [] END AS missing
UNWIND missing AS message
RETURN m.id AS node, message
ORDER BY node, message
LIMIT $limit
