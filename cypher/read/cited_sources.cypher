// title: Sources that answers cite, that are indexed, or that were withdrawn
// for: operator
// parameters: limit
MATCH (n:Node)
WHERE n:Citation OR n:Source OR n:Withdrawal
RETURN DISTINCT CASE WHEN n:Source THEN n.id ELSE n.source END AS source
ORDER BY source
LIMIT $limit
