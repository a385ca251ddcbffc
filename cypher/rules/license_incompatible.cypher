// title: Inbound code under a licence that does not go with the outbound one
// severity: error
// rationale: What one licence demands another can forbid; and where nobody knows whether they go together, nobody may assume it.
// remedy: Replace the inbound code, keep it out of what is distributed, or change the outbound licence; where it is not known, have
//   someone who knows decide, and record it under `[[accepted]]` in policy.toml. Weak copyleft that is called but not part of the
//   whole fits or not by how the two are joined: that is UNDETERMINED until a person has looked.
// requires: inbound_licenses
// parameters: inbound_licenses, limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed, uses_to_be_looked_at, uses_of_unknown_license
// checks: inbound_uses
UNWIND $inbound_licenses AS one
WITH one
WHERE one.compatible IN ['no', 'unknown'] AND one.inbound <> 'NOASSERTION' AND one.outbound <> 'NOASSERTION'
  AND (one.category <> 'weak-copyleft' OR one.uses = 'is part of')
RETURN one.node AS node, one.target AS target, one.path AS path, 0 AS line, one.source AS source,
       one.inbound + ' into ' + one.outbound AS key,
       CASE WHEN one.node = one.target THEN 'is part of a whole' ELSE one.uses + ' ' + one.target END + ': ' + one.inbound + ' into ' + one.outbound + ': ' + one.why AS message
ORDER BY node, target, message
LIMIT $limit
