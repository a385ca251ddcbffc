// title: Sources whose functions were not compared with others
// parameters: examples
MATCH (f:Function)
WITH f.source AS source, sum(CASE WHEN f.tokens IS NULL THEN 0 ELSE 1 END) AS measured
WHERE measured = 0
WITH source
ORDER BY source
WITH count(source) AS total, collect(source) AS listed
RETURN total, listed[0..$examples] AS examples
ORDER BY total
