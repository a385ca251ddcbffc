// title: Near-duplicates of code whose terms are not known
// parameters: license_terms, score, examples
MATCH (a:Symbol)-[r:SIMILAR_TO]->(b:Symbol)
WHERE r.method = 'near-duplicate' AND r.score >= $score AND coalesce(a.license, '') <> coalesce(b.license, '')
WITH a, b, head([one IN $license_terms WHERE one.expression = coalesce(a.license, 'NOASSERTION') | one.strictness]) AS here,
     head([one IN $license_terms WHERE one.expression = coalesce(b.license, 'NOASSERTION') | one.strictness]) AS there
WHERE coalesce(here, 3) = 3 OR coalesce(there, 3) = 3
WITH a.id + ' (' + coalesce(a.license, 'NOASSERTION') + ') and ' + b.id + ' (' + coalesce(b.license, 'NOASSERTION') + ')' AS pair
ORDER BY pair
WITH count(pair) AS total, collect(pair) AS listed
RETURN total, listed[0..$examples] AS examples
ORDER BY total
