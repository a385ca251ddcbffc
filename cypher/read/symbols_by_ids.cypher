// title: What search ranks of the given symbols
// parameters: ids
UNWIND $ids AS id
MATCH (s:Symbol {id: id})
RETURN s.id AS id, s.name AS name, s.qualified_name AS qualified_name, s.kind AS kind, s.path AS path, s.license AS license,
       s.source AS source, s.search_text AS search_text
ORDER BY id
