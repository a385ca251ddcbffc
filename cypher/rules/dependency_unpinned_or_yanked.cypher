// title: A dependency that is not pinned, or that was yanked
// severity: warning
// rationale: A dependency that can change overnight can change its licence and its code; one that was yanked has been taken back.
// remedy: Pin the source to a version or a commit in sources.toml, name an exact version in the project's requirements, or move
//   to a release that stands. What the environment has installed is what it is, unless a sources.toml lists it.
// parameters: limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed, pins_not_known
// checks: pins
CALL {
  MATCH (s:Source)
  WHERE s.yanked = true
  RETURN s.id AS node, '' AS target, s.id AS source, s.name + ' was yanked from its index' AS message
  UNION
  MATCH (s:Source)
  WHERE s.pinned = false AND coalesce(s.kind, '') <> 'directory' AND (s.kind <> 'installed' OR s.manifest IS NOT NULL)
  RETURN s.id AS node, '' AS target, s.id AS source, s.name + ' is not pinned to a version or commit' AS message
  UNION
  MATCH (s:Source)-[e:DEPENDS_ON]->(d:Distribution)
  WHERE NOT s:Distribution AND coalesce(d.version, '') = ''
    AND (NOT coalesce(e.specifier, '') STARTS WITH '==' OR coalesce(e.specifier, '') CONTAINS '*')
  RETURN s.id AS node, d.id AS target, s.id AS source,
         'depends on ' + coalesce(d.name, d.id) + ' without saying which release' AS message
}
RETURN node, target, '' AS path, 0 AS line, source, message
ORDER BY node, target, message
LIMIT $limit
