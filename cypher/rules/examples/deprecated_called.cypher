// title: A function that is called and deprecated
// severity: warning
// rationale: What is deprecated will go, and takes its callers with it.
// remedy: Call what its documentation names instead.
// parameters: decorators, limit
// defaults: {"decorators": ["deprecated", "typing_extensions.deprecated", "warnings.deprecated"], "limit": 1000}
// blocked_by: nothing_indexed, unresolved_calls
// checks: calls
MATCH (f:Function)<-[c:CALLS]-(b:Symbol)
WHERE any(one IN coalesce(f.decorators, []) WHERE split(one, '(')[0] IN $decorators)
RETURN b.id AS node, b.path AS path, c.line AS line, b.source AS source, f.id AS target,
       'calls the deprecated ' + f.qualified_name AS message
ORDER BY node, target
LIMIT $limit
