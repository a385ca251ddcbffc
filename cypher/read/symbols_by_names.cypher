// title: Symbols with one of the given names, of the given sources and under the given licences where any are given
// parameters: names, sources, licenses, limit
UNWIND $names AS name
MATCH (s:Symbol {name: name})
WHERE (size($sources) = 0 OR s.source IN $sources) AND ($licenses IS NULL OR coalesce(s.license, '') IN $licenses)
RETURN s.id AS id
ORDER BY id
LIMIT $limit
