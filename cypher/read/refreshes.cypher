// title: When each entry of a list of sources was last looked at again
// for: operator
// parameters: limit
MATCH (a:Activity)
WHERE a.kind = 'refresh'
RETURN a.manifest AS manifest, a.entry AS entry, max(a.ended) AS last
ORDER BY manifest, entry
LIMIT $limit
