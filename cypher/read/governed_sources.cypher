// title: Every source with the word by which it is here
// for: operator
// parameters: limit
MATCH (s:Source)
RETURN s.id AS id, s.name AS name, s.version AS version, s.kind AS kind, s.location AS location, s.revision AS revision,
       s.license AS license, s.files AS files, s.symbols AS symbols, s.review AS review, s.reviewer AS reviewer,
       s.reviewed AS reviewed, s.review_reason AS review_reason, s.manifest AS manifest, s.entry AS entry,
       s.purpose AS purpose, s.tenants AS tenants, s.expected_license AS expected_license, s.pinned AS pinned,
       s.yanked AS yanked, s.consent_by AS consent_by, s.consent_at AS consent_at, s.consent_for AS consent_for,
       s.refresh AS refresh, s.refreshed AS refreshed
ORDER BY id
LIMIT $limit
