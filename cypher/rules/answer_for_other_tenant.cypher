// title: Code was served to a tenant that has no grant for its source
// severity: error
// rationale: A source that is shared with some tenants only must not reach another through an answer.
// remedy: Tell the source's owner and the tenant; grant the source to the tenant in sources.toml, or find out how the answer
//   came by it and withdraw the answer.
// parameters: limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed, no_answer_recorded
// checks: citations
MATCH (s:Source)
WHERE s.tenants IS NOT NULL
WITH s
MATCH (c:Citation)<-[:WAS_DERIVED_FROM]-(a:Answer)
WHERE c.source = s.id AND NOT coalesce(a.tenant, '') IN s.tenants
RETURN a.id AS node, c.id AS target, coalesce(c.path, '') AS path, coalesce(c.line, 0) AS line, s.id AS source,
       CASE WHEN coalesce(a.tenant, '') = '' THEN 'an asker without a tenant' ELSE 'the tenant ' + a.tenant END
       + ' was served ' + coalesce(c.symbol, c.id) + ' of ' + s.name AS message
ORDER BY node, target
LIMIT $limit
