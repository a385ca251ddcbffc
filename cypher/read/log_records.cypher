// title: The log's records in their order
// for: operator
// parameters: after, limit
MATCH (r:Record)
WHERE r.sequence > $after
RETURN r.id AS id, r.sequence AS sequence, r.at AS at, r.kind AS kind, r.content AS content, r.previous AS previous,
       r.digest AS digest, size(keys(r)) AS properties
ORDER BY sequence, id
LIMIT $limit
