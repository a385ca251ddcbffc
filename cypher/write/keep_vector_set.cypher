// title: Say which model made a source's vectors, and where they are kept
// parameters: source, properties
MERGE (v:VectorSet {source: $source})
SET v = $properties
