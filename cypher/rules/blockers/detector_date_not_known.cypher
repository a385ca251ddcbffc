// title: Sources whose licence detector does not say of when its data is
// parameters: detector, examples
MATCH (s:Source)
WHERE coalesce(s.detector, '') <> ''
WITH s, split(s.detector, ' ') AS parts
WITH s, parts[size(parts) - 1] AS made
WHERE s.detector = $detector AND (size(made) <> 10 OR substring(made, 4, 1) <> '-' OR substring(made, 7, 1) <> '-')
WITH s
ORDER BY s.id
WITH count(s) AS total, collect(s.id) AS listed
RETURN total, listed[0..$examples] AS examples
ORDER BY total
