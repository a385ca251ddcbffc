// title: The licence of each symbol of the given sources
// parameters: sources
UNWIND $sources AS source
MATCH (s:Symbol {source: source})
RETURN s.id AS id, s.license AS license
ORDER BY id
