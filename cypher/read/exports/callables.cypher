// title: The functions, methods and modules of a source, with their places
// parameters: source
MATCH (s:Symbol {source: $source})
WHERE s:Function OR s:Module
RETURN s.id AS id, s:Module AS is_module, s.name AS name, s.qualified_name AS qualified_name, s.module AS module,
       s.path AS path, s.line AS line
ORDER BY id
