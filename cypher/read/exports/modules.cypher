// title: Every module with the file that it was read from
MATCH (m:Module)-[:WAS_DERIVED_FROM]->(f:File)
RETURN m.id AS id, m.qualified_name AS name, m.source AS source, f.id AS file
ORDER BY id
