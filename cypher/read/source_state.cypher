// title: What the store holds of a source, to tell whether an ingest has anything to do
// for: operator
// parameters: id
MATCH (s:Node {id: $id})
WHERE s:Source
RETURN s.name AS name, s.digest AS digest, s.extractor AS extractor, s.location AS location, s.revision AS revision, s.license AS license,
       s.license_declared AS license_declared, s.license_detected AS license_detected,
       s.license_concluded AS license_concluded,
       s.files AS files, s.lines AS lines, s.symbols AS symbols, s.call_sites AS call_sites,
       s.unresolved_calls AS unresolved_calls, s.surroundings AS surroundings, s.unfinished AS unfinished,
       s.observations AS observations, s.review AS review, s.reviewer AS reviewer, s.reviewed AS reviewed,
       s.review_reason AS review_reason, s.manifest AS manifest, s.entry AS entry, s.purpose AS purpose,
       s.tenants AS tenants, s.expected_license AS expected_license, s.pinned AS pinned, s.yanked AS yanked,
       s.consent_by AS consent_by, s.consent_at AS consent_at, s.consent_for AS consent_for, s.refresh AS refresh,
       s.grounds AS grounds, s.quality AS quality
