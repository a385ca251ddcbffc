// title: What copies of functions are found by, of all sources but one
// for: operator
// parameters: source
MATCH (s:Function)
WHERE s.sketch IS NOT NULL AND s.source <> $source
RETURN s.id AS id, s.source AS source, s.tokens AS tokens, s.sketch AS sketch
ORDER BY id
