// title: Under which licences answers used code of a source
// for: operator
// parameters: source, since, until, limit
MATCH (c:Citation {source: $source})<-[:WAS_DERIVED_FROM]-(a:Answer)
WHERE a.at >= $since AND a.at < $until
RETURN coalesce(c.license_chosen, c.license, 'NOASSERTION') AS license, c.path AS path, count(DISTINCT a) AS answers
ORDER BY license, path
LIMIT $limit
