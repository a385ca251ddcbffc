// title: Indexed sources whose licence is unknown
// parameters: examples
MATCH (s:Source)
WHERE coalesce(s.license, 'NOASSERTION') = 'NOASSERTION'
WITH s
ORDER BY s.id
WITH count(s) AS total, collect(s.id) AS listed
RETURN total, listed[0..$examples] AS examples
ORDER BY total
