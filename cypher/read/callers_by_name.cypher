// title: Who calls a name that nobody could place, and that is the name of one of the given symbols
// parameters: ids, limit
UNWIND $ids AS id
WITH id, 'pkg:generic/unknown#' + split(id, '#')[1] AS named
MATCH (x:Node {id: named})<-[r:CALLS]-(c:Symbol)
RETURN 'CALLS_BY_NAME' AS type, c.id AS start, id AS end, r.line AS line, r.lines AS lines, r.method AS method,
       0.9 * r.confidence AS confidence
ORDER BY end, start
LIMIT $limit
