// title: What the store holds of a source, to tell whether an ingest has anything to do
// parameters: id
MATCH (s:Node {id: $id})
WHERE s:Source
RETURN s.digest AS digest, s.extractor AS extractor, s.location AS location, s.revision AS revision, s.license AS license,
       s.files AS files, s.lines AS lines, s.symbols AS symbols, s.call_sites AS call_sites,
       s.unresolved_calls AS unresolved_calls, s.surroundings AS surroundings, s.unfinished AS unfinished,
       s.observations AS observations
