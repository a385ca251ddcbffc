// title: The search words of a source's symbols
// parameters: source
MATCH (n:Symbol {source: $source})
WHERE n.search_text IS NOT NULL
RETURN n.id AS id, n.search_text AS text, n.license AS license
ORDER BY id
