// title: A secret or personal data in indexed code
// severity: error
// rationale: What is indexed is embedded, found and handed to models; a key or an address in it reaches people it was not meant for.
// remedy: Take it out of the code, renew the secret where it was issued, then index the source again.
// parameters: limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed, secrets_not_sought
// checks: files
MATCH (f:File)
WHERE f.secrets IS NOT NULL
UNWIND f.secrets AS found
WITH f, split(found, ' ') AS parts
RETURN f.id AS node, f.path AS path, toInteger(parts[0]) AS line, f.source AS source, parts[2] AS key,
       parts[1] + ' (' + substring(parts[2], 0, 15) + '…)' AS message
ORDER BY node, line, key
LIMIT $limit
