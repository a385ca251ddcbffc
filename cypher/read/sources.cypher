// title: Every source with its counts
// parameters: limit
MATCH (s:Source)
RETURN s.id AS id, s.name AS name, s.version AS version, s.kind AS kind, s.location AS location, s.revision AS revision,
       s.dirty AS dirty, s.license AS license, s.files AS files, s.lines AS lines, s.symbols AS symbols,
       s.call_sites AS call_sites, s.unresolved_calls AS unresolved_calls, s.diagnostics AS diagnostics, s.notes AS notes
ORDER BY id
LIMIT $limit
