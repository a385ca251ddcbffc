// title: Forget a source's vectors
// parameters: source
MATCH (v:VectorSet {source: $source})
DELETE v
