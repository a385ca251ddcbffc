// title: The copyright lines that the given files state themselves
// parameters: ids
UNWIND $ids AS id
MATCH (f:Node {id: id})
WHERE f:File AND f.copyrights IS NOT NULL
RETURN f.id AS id, f.copyrights AS copyrights
ORDER BY id
