// title: Sources that were not searched for secrets
// parameters: examples
MATCH (s:Source)
WHERE s.secrets_sought IS NULL
WITH s
ORDER BY s.id
WITH count(s) AS total, collect(s.id) AS listed
RETURN total, listed[0..$examples] AS examples
ORDER BY total
