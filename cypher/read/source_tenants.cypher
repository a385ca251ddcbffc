// title: Which sources there are, and for whom each is kept
MATCH (s:Source)
RETURN s.id AS id, s.tenants AS tenants
ORDER BY id
