// title: Which answers used code of a source, since when
// for: operator
// parameters: source, since, until, limit
MATCH (c:Citation {source: $source})<-[:WAS_DERIVED_FROM]-(a:Answer)
WHERE a.at >= $since AND a.at < $until
RETURN a.id AS answer, a.at AS at, a.mode AS mode, a.model AS model, a.tenant AS tenant, a.outbound AS outbound,
       a.policy AS policy, c.symbol AS symbol, c.path AS path, c.line AS line, c.end_line AS end_line, c.digest AS digest,
       c.revision AS revision, c.license AS license, c.license_chosen AS license_chosen, c.cited AS cited
ORDER BY at, answer, path, line, symbol
LIMIT $limit
