// title: Where code under one licence builds on code under another, and whether it may
// kind: concept
// judged_by: compatibility
// rationale: Each dependency, each call into another source and each file with terms of its own is inbound code; the licence of
//   what uses it is the outbound one. What a language brings along is not passed on with the code (`platforms`).
// parameters: min_confidence, platforms
// defaults: {"min_confidence": 0.5, "platforms": ["pkg:generic/cpython@"]}
CALL {
  MATCH (s:Source)-[:DEPENDS_ON]->(d:Distribution)
  RETURN s.id AS node, d.id AS target, '' AS path, s.license AS outbound, d.license AS inbound, s.id AS source,
         'depends on' AS uses
  UNION
  MATCH (s:Source)-[:CONTAINS]->(f:File)
  WHERE f.license <> s.license
  RETURN f.id AS node, f.id AS target, f.path AS path, s.license AS outbound, f.license AS inbound, s.id AS source,
         'is part of' AS uses
  UNION
  MATCH (t:Symbol)<-[c:CALLS]-(b:Symbol)
  WHERE b.source <> t.source AND coalesce(c.confidence, 1.0) >= $min_confidence
  RETURN b.source AS node, t.source AS target, min(b.path) AS path, b.license AS outbound, t.license AS inbound,
         b.source AS source, 'calls' AS uses
  UNION
  MATCH (d:Distribution)-[:CONTAINS]->(t:External)<-[c:CALLS]-(b:Symbol)
  WHERE b.source <> d.id AND coalesce(c.confidence, 1.0) >= $min_confidence
    AND NOT any(one IN $platforms WHERE d.id STARTS WITH one)
  RETURN b.source AS node, d.id AS target, min(b.path) AS path, b.license AS outbound, d.license AS inbound,
         b.source AS source, 'calls' AS uses
}
WITH node, target, source, path, uses, coalesce(outbound, 'NOASSERTION') AS outbound, coalesce(inbound, 'NOASSERTION') AS inbound
WHERE inbound <> outbound
RETURN node, target, source, max(path) AS path, outbound, inbound, min(uses) AS uses
ORDER BY node, target, inbound, outbound
