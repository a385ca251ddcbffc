// title: Every source with the digest of all its files
MATCH (s:Source)
RETURN s.id AS id, s.digest AS digest
ORDER BY id
