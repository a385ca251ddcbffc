// title: A lower layer imports an upper one
// severity: error
// rationale: What is below must not know what is above, or neither can be changed, tested or reused without the other.
// remedy: Move what is needed down, or hand it in from above.
// parameters: lower, upper, limit
// defaults: {"lower": ["shop.model"], "upper": ["shop.web"], "limit": 1000}
// blocked_by: nothing_indexed
// checks: imports
MATCH (a:Module)-[i:IMPORTS]->(b:Node)
WHERE coalesce(i.kind, '') <> 'typing'
  AND any(one IN $lower WHERE a.qualified_name = one OR a.qualified_name STARTS WITH one + '.')
  AND any(one IN $upper WHERE b.qualified_name = one OR b.qualified_name STARTS WITH one + '.')
RETURN a.id AS node, a.path AS path, i.line AS line, a.source AS source, b.id AS target,
       'imports ' + b.qualified_name AS message
ORDER BY node, target
LIMIT $limit
