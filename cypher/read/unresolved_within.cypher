// title: Call sites without a target in the given symbols
// parameters: ids
UNWIND $ids AS id
MATCH (s:Node {id: id})
WHERE s.unresolved_sites IS NOT NULL
RETURN s.id AS caller, s.path AS path, s.unresolved_sites AS sites
ORDER BY caller
