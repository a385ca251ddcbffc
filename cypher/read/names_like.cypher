// title: Symbol names that share letters with a misspelt one
// parameters: start, part, end, limit
MATCH (s:Symbol)
WHERE toLower(s.name) STARTS WITH $start OR s.name ENDS WITH $end OR toLower(s.name) CONTAINS $part
RETURN DISTINCT s.name AS name, s.source AS source
ORDER BY name, source
LIMIT $limit
