// title: Sources that do not say which detector read their licences
// parameters: examples
MATCH (s:Source)
WHERE coalesce(s.detector, '') = ''
WITH s
ORDER BY s.id
WITH count(s) AS total, collect(s.id) AS listed
RETURN total, listed[0..$examples] AS examples
ORDER BY total
