// title: What search ranks of the given sections
// parameters: ids
UNWIND $ids AS id
MATCH (d:Section {id: id})
RETURN d.id AS id, d.title AS name, d.title AS qualified_name, d.kind AS kind, d.path AS path, d.license AS license,
       d.source AS source, d.search_text AS search_text
ORDER BY id
