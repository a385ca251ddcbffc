// title: No answer is recorded
// parameters: examples
MATCH (n:Node)
WHERE n:Answer
WITH count(n) AS answers
WITH CASE WHEN answers = 0 THEN 1 ELSE 0 END AS total
RETURN total, ['ask with `codecraft ask` on a store that can be written'][0..$examples] AS examples
ORDER BY total
