// title: Code that nearly repeats code under stricter terms
// severity: warning
// rationale: What was copied stays under its author's terms, whatever its new file says.
// remedy: Find out which was first; if this code was copied, take over the licence and its notices, or write it anew.
// requires: license_terms
// parameters: license_terms, score, limit
// defaults: {"score": 0.8, "limit": 10000}
// blocked_by: nothing_indexed, near_duplicates_not_sought, near_duplicates_of_unknown_terms
// checks: near_duplicates
MATCH (a:Symbol)-[r:SIMILAR_TO]->(b:Symbol)
WHERE r.method = 'near-duplicate' AND r.score >= $score AND coalesce(a.license, '') <> coalesce(b.license, '')
WITH a, b, r, head([one IN $license_terms WHERE one.expression = coalesce(a.license, 'NOASSERTION') | one.strictness]) AS here,
     head([one IN $license_terms WHERE one.expression = coalesce(b.license, 'NOASSERTION') | one.strictness]) AS there
WHERE coalesce(here, 3) < 3 AND coalesce(there, 3) < 3 AND here <> there
WITH r, CASE WHEN here < there THEN a ELSE b END AS lax, CASE WHEN here < there THEN b ELSE a END AS strict
RETURN lax.id AS node, strict.id AS target, lax.path AS path, lax.line AS line, lax.source AS source, max(r.score) AS confidence,
       strict.id AS key,
       coalesce(lax.license, 'NOASSERTION') + ' code nearly repeats ' + strict.id + ', which is under '
       + coalesce(strict.license, 'NOASSERTION') AS message
ORDER BY node, target
LIMIT $limit
