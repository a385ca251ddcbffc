// title: Nothing is indexed
// parameters: examples
MATCH (s:Source)
WITH count(s) AS sources
WITH CASE WHEN sources = 0 THEN 1 ELSE 0 END AS total
RETURN total, ['run `codecraft index SOURCE` first'][0..$examples] AS examples
ORDER BY total
