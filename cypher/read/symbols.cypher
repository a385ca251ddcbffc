// title: Symbols, external names and sections of documentation by id
// parameters: ids
UNWIND $ids AS id
MATCH (s:Node {id: id})
// A comprehension is followed from each symbol; an OPTIONAL MATCH reads all of CONTAINS first in the embedded engine.
WITH s, head([(s)<-[:CONTAINS]-(d:Distribution) | d.id]) AS owner, head([(s)<-[:CONTAINS]-(d:Distribution) | d.license]) AS terms
RETURN s.id AS id, s:Symbol AS indexed, s:External AS external, s:Section AS section, coalesce(s.name, s.title) AS name,
       coalesce(s.qualified_name, s.title) AS qualified_name, s.kind AS kind,
       s.module AS module, s.path AS path, s.line AS line, s.end_line AS end_line, s.signature AS signature,
       coalesce(s.docstring, s.text) AS docstring, s.decorators AS decorators, s.is_async AS is_async, s.value AS value, s.source AS source,
       coalesce(s.license, terms) AS license, coalesce(s.distribution, owner) AS distribution
ORDER BY id
