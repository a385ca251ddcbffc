// title: A secret or personal data in indexed code
// severity: error
// rationale: A key in code is a key that others have; an address is somebody's. Indexing takes both out before anything is made of
//   the text, but the code that was read still holds them, and so does whoever else reads it.
// remedy: Take it out of the code, renew the secret where it was issued, then index the source again. Where examples and
//   addresses of authors are no secret to you, name their kinds in `ignore`, or waive the file.
// parameters: ignore, limit
// defaults: {"ignore": [], "limit": 10000}
// blocked_by: nothing_indexed, secrets_not_sought
// checks: files
MATCH (f:File)
WHERE f.secrets IS NOT NULL
UNWIND f.secrets AS found
WITH f, split(found, ' ') AS parts
WHERE NOT parts[1] IN $ignore
RETURN f.id AS node, f.path AS path, toInteger(parts[0]) AS line, f.source AS source, parts[2] AS key,
       parts[1] + ' (' + substring(parts[2], 0, 15) + '…)' AS message
ORDER BY node, line, key
LIMIT $limit
