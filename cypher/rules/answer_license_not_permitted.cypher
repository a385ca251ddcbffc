// title: An answer cites code under a licence that the policy does not permit
// severity: error
// rationale: Whoever takes over what an answer cites takes over its terms; terms that nobody permitted must not reach them.
// remedy: Withdraw what was done with the answer, and ask again now that the policy excludes these licences; if the terms are
//   acceptable, permit them in policy.toml for the purpose `ground`.
// requires: cited_licenses
// parameters: cited_licenses, limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed, no_answer_recorded
// checks: citations
UNWIND $cited_licenses AS decided
WITH decided
WHERE decided.outcome <> 'allowed'
MATCH (c:Citation)<-[:WAS_DERIVED_FROM]-(a:Answer)
WHERE coalesce(c.license_chosen, c.license, 'NOASSERTION') = decided.expression AND coalesce(a.outbound, '') = decided.outbound
RETURN a.id AS node, c.id AS target, coalesce(c.path, '') AS path, coalesce(c.line, 0) AS line, c.source AS source,
       'cites ' + coalesce(c.symbol, c.id) + ' under ' + decided.expression + ': ' + decided.outcome + ', ' + decided.why
       AS message
ORDER BY node, target
LIMIT $limit
