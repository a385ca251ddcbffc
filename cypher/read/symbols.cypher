// title: Symbols and external names by id
// parameters: ids
UNWIND $ids AS id
MATCH (s:Node {id: id})
OPTIONAL MATCH (s)<-[:CONTAINS]-(d:Distribution)
RETURN s.id AS id, s:Symbol AS indexed, s:External AS external, s.name AS name, s.qualified_name AS qualified_name, s.kind AS kind,
       s.module AS module, s.path AS path, s.line AS line, s.end_line AS end_line, s.signature AS signature,
       s.docstring AS docstring, s.decorators AS decorators, s.is_async AS is_async, s.value AS value, s.source AS source,
       coalesce(s.license, d.license) AS license, coalesce(s.distribution, d.id) AS distribution
ORDER BY id
