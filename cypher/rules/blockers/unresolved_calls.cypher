// title: Call sites whose target is unknown
// parameters: examples
MATCH (s:Symbol)
WHERE s.unresolved_count > 0
WITH s
ORDER BY s.unresolved_count DESC, s.id
WITH sum(s.unresolved_count) AS total, collect(s.path + ':' + s.unresolved_sites[0]) AS listed
RETURN coalesce(total, 0) AS total, listed[0..$examples] AS examples
ORDER BY total
