// title: What the store holds of each source, by digest
MATCH (s:Source)
RETURN s.id AS id, s.digest AS digest, s.revision AS revision, s.license AS license, s.extractor AS extractor
ORDER BY id
