// title: Which answers since a day cite a source, and by whose word it was there
// for: operator
// parameters: source, since, limit
MATCH (c:Node {source: $source})<-[:WAS_DERIVED_FROM]-(a:Answer)
WHERE c:Citation AND a.at >= $since
OPTIONAL MATCH (s:Node {id: c.source})-[r:WAS_ATTRIBUTED_TO {role: 'reviewer'}]->(p:Agent)
RETURN DISTINCT a.id AS answer, a.at AS at, p.name AS reviewer, s.reviewed AS reviewed, s.purpose AS purpose
ORDER BY answer
LIMIT $limit
