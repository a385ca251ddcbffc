// title: A file without activity, revision or digest
// severity: error
// rationale: What cannot be traced to an activity, an agent, a revision and a digest cannot be audited, refreshed or withdrawn.
// remedy: Index the source again with `codecraft index SOURCE`; a graph written by other tools needs the file's digest and
//   revision, and WAS_GENERATED_BY from it to an Activity that WAS_ASSOCIATED_WITH an Agent. A directory that no version control
//   knows has no revision: its digest stands for it.
// parameters: limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed
// checks: files
MATCH (f:File)
OPTIONAL MATCH (f)-[:WAS_GENERATED_BY]->(a:Activity)
OPTIONAL MATCH (a)-[:WAS_ASSOCIATED_WITH]->(g:Agent)
WITH f, count(a) AS activities, count(g) AS agents
OPTIONAL MATCH (f)<-[:CONTAINS]-(s:Source)
WITH f, activities, agents, coalesce(s.kind, '') = 'directory' AND coalesce(s.revision, '') = '' AS unversioned
WITH f, CASE WHEN coalesce(f.digest, '') = '' THEN ['no digest'] ELSE [] END
      + CASE WHEN activities = 0 THEN ['no activity generated it'] WHEN agents = 0 THEN ['its activity names no agent'] ELSE [] END
      + CASE WHEN coalesce(f.revision, '') = '' AND NOT unversioned THEN ['no revision'] ELSE [] END AS missing
UNWIND missing AS message
RETURN f.id AS node, f.path AS path, 1 AS line, f.source AS source, message
ORDER BY node, message
LIMIT $limit
