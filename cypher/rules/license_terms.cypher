// title: What each licence expression in the graph asks for
// kind: concept
// judged_by: terms
// rationale: Cypher sees an expression as text; as a tree it has a category (the strictest part of an AND, the least strict of an
//   OR), a strictness from 0 to 3, a choice that is open or not, and one spelling for what says the same.
CALL {
  MATCH (s:Source) RETURN s.license AS expression
  UNION
  MATCH (s:Source) RETURN s.license_declared AS expression
  UNION
  MATCH (s:Source) RETURN s.license_detected AS expression
  UNION
  MATCH (f:File) RETURN f.license AS expression
  UNION
  MATCH (f:File) RETURN f.license_declared AS expression
  UNION
  MATCH (f:File) RETURN f.license_detected AS expression
  UNION
  MATCH (d:Distribution) RETURN d.license AS expression
  UNION
  MATCH (t:Symbol) RETURN t.license AS expression
  UNION
  MATCH (c:Citation) RETURN c.license AS expression
}
WITH expression
WHERE expression IS NOT NULL
RETURN DISTINCT expression
ORDER BY expression
