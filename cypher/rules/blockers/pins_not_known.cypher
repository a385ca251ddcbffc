// title: Sources of which is not known whether they are pinned
// parameters: examples
MATCH (s:Source)
WHERE s.pinned IS NULL
WITH s
ORDER BY s.id
WITH count(s) AS total, collect(s.id) AS listed
RETURN total, listed[0..$examples] AS examples
ORDER BY total
