// title: What calls, extends, overrides, refers to, raises, catches or tests the given symbols, or is decorated with them
// parameters: ids, limit
UNWIND $ids AS id
MATCH (f:Node {id: id})<-[r:CALLS|INHERITS|OVERRIDES|REFERENCES|RAISES|CATCHES|DECORATED_BY|TESTS]-(c:Symbol)
RETURN type(r) AS type, c.id AS start, f.id AS end, r.line AS line, r.lines AS lines, r.method AS method,
       r.confidence AS confidence
ORDER BY end, start, type
LIMIT $limit
