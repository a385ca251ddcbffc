// title: The search words of a source's sections of documentation
// parameters: source
MATCH (n:Node {source: $source})
WHERE n:Section AND n.search_text IS NOT NULL
RETURN n.id AS id, n.search_text AS text, n.license AS license
ORDER BY id
