// title: Calls to code from outside whose licence is unknown
// parameters: examples
MATCH (x:External)<-[c:CALLS]-(b:Symbol)
OPTIONAL MATCH (d:Distribution)-[:CONTAINS]->(x)
WITH x, d, count(b) AS callers
WHERE coalesce(d.license, 'NOASSERTION') = 'NOASSERTION'
OPTIONAL MATCH (s:Symbol {qualified_name: x.qualified_name})
WITH x, d, callers, count(s) AS named
WHERE named = 0 OR d.id IS NOT NULL
WITH coalesce(d.id, x.qualified_name) AS origin, sum(callers) AS callers
ORDER BY callers DESC, origin
WITH sum(callers) AS total, collect(origin + ' (called from ' + toString(callers) + ')') AS listed
RETURN coalesce(total, 0) AS total, listed[0..$examples] AS examples
ORDER BY total
