// title: Copyleft code reachable through calls from code under another licence
// severity: error
// rationale: Distributing a program that calls copyleft code can put the whole program under that licence's terms. A name that
//   nobody could place is taken for the symbol of that name in another indexed source, a little less surely.
// remedy: Replace or isolate the called code, obtain another licence for it, or distribute under terms that fit; the hops show
//   which call to cut.
// requires: license_terms
// parameters: license_terms, categories, limit
// defaults: {"categories": ["copyleft"], "limit": 10000, "min_confidence": 0.5}
// follow: callers
// blocked_by: nothing_indexed, unresolved_calls, calls_to_unknown_licenses, sources_of_unknown_license
// checks: calls
CALL {
  WITH [one IN $license_terms WHERE one.category IN $categories | one.expression] AS strict
  MATCH (t:Symbol)
  WHERE t.license IN strict
  MATCH (t)<-[c:CALLS]-(b:Symbol)
  WHERE NOT coalesce(b.license, 'NOASSERTION') IN strict
  RETURN b.id AS node, t.id AS target, coalesce(b.path, '') AS path, c.line AS line, c.confidence AS confidence,
         t.license AS expression, coalesce(b.license, 'NOASSERTION') AS own, strict AS exempt
  UNION
  WITH [one IN $license_terms WHERE one.category IN $categories | one.expression] AS strict
  MATCH (d:Distribution)
  WHERE d.license IN strict
  MATCH (d)-[:CONTAINS]->(t:External)<-[c:CALLS]-(b:Symbol)
  WHERE NOT coalesce(b.license, 'NOASSERTION') IN strict
  RETURN b.id AS node, t.id AS target, coalesce(b.path, '') AS path, c.line AS line, c.confidence AS confidence,
         d.license AS expression, coalesce(b.license, 'NOASSERTION') AS own, strict AS exempt
  UNION
  WITH [one IN $license_terms WHERE one.category IN $categories | one.expression] AS strict
  MATCH (t:Symbol)
  WHERE t.license IN strict
  WITH t, strict, 'pkg:generic/unknown#' + t.qualified_name AS named
  MATCH (x:Node {id: named})<-[c:CALLS]-(b:Symbol)
  WHERE NOT coalesce(b.license, 'NOASSERTION') IN strict
  RETURN b.id AS node, t.id AS target, coalesce(b.path, '') AS path, c.line AS line, 0.9 * c.confidence AS confidence,
         t.license AS expression, coalesce(b.license, 'NOASSERTION') AS own, strict AS exempt
}
RETURN DISTINCT node, target, path, line, confidence, expression, exempt,
       own + ' code calls ' + expression + ' code' AS message
ORDER BY node, target, expression
LIMIT $limit
