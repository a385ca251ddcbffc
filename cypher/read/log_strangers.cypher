// title: Records without a place in the log
// for: operator
// parameters: limit
MATCH (r:Record)
WHERE r.sequence IS NULL OR r.sequence < 1 OR r.id <> 'record:' + toString(r.sequence)
RETURN r.id AS id
ORDER BY id
LIMIT $limit
