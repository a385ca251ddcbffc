// title: Copyleft code reachable through calls from code under another licence
// severity: error
// rationale: Distributing a program that calls copyleft code can put the whole program under that licence's terms.
// remedy: Replace or isolate the called code, obtain another licence for it, or distribute under terms that fit; the hops show
//   which call to cut.
// parameters: categories, limit
// defaults: {"categories": ["copyleft"], "limit": 10000, "min_confidence": 0.5}
// follow: callers
// blocked_by: nothing_indexed, unresolved_calls, calls_to_unknown_licenses, sources_of_unknown_license
MATCH (l:License)<-[e:LICENSED_UNDER]-(n:Node)-[:CONTAINS*1..20]->(t:Node)<-[c:CALLS]-(b:Symbol)
WHERE l.category IN $categories AND NOT e.expression CONTAINS ' OR '
  AND coalesce(t.license, n.license, e.expression) CONTAINS e.expression
  AND NOT coalesce(b.license, 'NOASSERTION') CONTAINS e.expression
RETURN DISTINCT b.id AS node, t.id AS target, coalesce(b.path, '') AS path, c.line AS line, c.confidence AS confidence,
       e.expression AS expression,
       coalesce(b.license, 'NOASSERTION') + ' code calls ' + e.expression + ' code' AS message
ORDER BY node, target, expression
LIMIT $limit
