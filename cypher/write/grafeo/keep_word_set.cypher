// title: Say where the index of a source's search words is kept
// parameters: source, symbols, sections
MERGE (w:WordSet {source: $source})
SET w.symbols = $symbols, w.sections = $sections
