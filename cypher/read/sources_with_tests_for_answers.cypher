// title: Which sources let answers rest on their tests
// parameters: limit
MATCH (s:Source)
WHERE 'tests' IN s.grounds
RETURN s.id AS id
ORDER BY id
LIMIT $limit
