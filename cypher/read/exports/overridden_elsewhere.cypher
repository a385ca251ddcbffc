// title: Methods of other sources that override the given ones, so that a call can come to them
// parameters: ids, limit
UNWIND $ids AS id
MATCH (f:Node {id: id})<-[r:OVERRIDES]-(m:Function)
WHERE m.source <> f.source
RETURN 'OVERRIDES' AS type, f.id AS start, m.id AS end, r.line AS line, r.lines AS lines, 'dispatch' AS method,
       0.3 * r.confidence AS confidence
ORDER BY start, end
LIMIT $limit
