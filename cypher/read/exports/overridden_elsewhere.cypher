// title: Methods of other sources that override the given ones, so that a call can come to them
// parameters: ids
UNWIND $ids AS id
MATCH (f:Node {id: id})<-[r:OVERRIDES]-(m:Function)
WHERE m.source <> f.source
RETURN f.id AS start, m.id AS end, r.line AS line, 0.3 * coalesce(r.confidence, 1.0) AS confidence
ORDER BY start, end
