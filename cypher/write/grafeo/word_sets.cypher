// title: Each source, and where the index of its search words is kept: of its symbols and of its sections
MATCH (s:Source)
OPTIONAL MATCH (w:WordSet {source: s.id})
RETURN s.id AS source, w.symbols AS symbols, w.sections AS sections
ORDER BY source
