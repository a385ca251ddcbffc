// title: Whether the policy permits each licence that an answer cites
// kind: concept
// judged_by: policy
// rationale: What an answer hands out is judged by the terms that were chosen, for the outbound licence it was asked for.
MATCH (c:Citation)<-[:WAS_DERIVED_FROM]-(a:Answer)
RETURN DISTINCT coalesce(c.license_chosen, c.license, 'NOASSERTION') AS expression, coalesce(a.outbound, '') AS outbound,
       'ground' AS purpose
ORDER BY expression, outbound
