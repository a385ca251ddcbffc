// title: Forget the index of a source's search words
// parameters: source
MATCH (w:WordSet {source: $source})
DELETE w
