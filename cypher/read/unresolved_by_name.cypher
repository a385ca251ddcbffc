// title: Call sites without a target whose called name is one of the given
// parameters: names, limit
MATCH (s:Symbol)
WHERE any(name IN s.unresolved_names WHERE name IN $names)
RETURN s.id AS caller, s.path AS path, [site IN s.unresolved_sites WHERE split(site, ' ')[1] IN $names] AS sites
ORDER BY caller
LIMIT $limit
