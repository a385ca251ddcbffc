// title: Sources and distributions by id, with what pins them
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
WHERE n:Source OR n:Distribution
RETURN n.id AS id, n.name AS name, coalesce(n.version, '') AS version, coalesce(n.revision, '') AS revision,
       coalesce(n.license, 'NOASSERTION') AS license, coalesce(n.location, '') AS location, coalesce(n.kind, '') AS kind, n:Source AS indexed
ORDER BY id
