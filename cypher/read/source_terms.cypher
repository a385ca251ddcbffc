// title: What search must know of each source: its licence expressions, what it may be used for, and who may see it
MATCH (s:Source)
RETURN s.id AS id, s.name AS name, s.license AS license, s.licenses AS licenses, s.purpose AS purpose, s.tenants AS tenants,
       s.review AS review
ORDER BY id
