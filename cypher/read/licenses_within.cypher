// title: The licence expressions of the symbols of each given source, for sources that do not say them themselves
// parameters: sources
UNWIND $sources AS source
MATCH (s:Symbol {source: source})
RETURN DISTINCT source, s.license AS license
ORDER BY source, license
