// title: A file without provenance
// severity: error
// rationale: What cannot be traced to an activity, an agent and a digest cannot be audited, refreshed or withdrawn.
// remedy: Index the source again with `codecraft index SOURCE`; a graph written by other tools needs WAS_GENERATED_BY from each
//   file to an Activity that WAS_ASSOCIATED_WITH an Agent, and the file's digest.
// parameters: limit
// defaults: {"limit": 1000}
// blocked_by: nothing_indexed
MATCH (f:File)
OPTIONAL MATCH (f)-[:WAS_GENERATED_BY]->(a:Activity)
OPTIONAL MATCH (a)-[:WAS_ASSOCIATED_WITH]->(g:Agent)
WITH f, count(a) AS activities, count(g) AS agents
WHERE activities = 0 OR agents = 0 OR f.digest IS NULL
RETURN f.id AS node, f.path AS path, 1 AS line,
       CASE WHEN f.digest IS NULL THEN 'no digest' WHEN activities = 0 THEN 'no activity generated it' ELSE 'its activity names no agent' END
       AS message
ORDER BY node
LIMIT $limit
