// title: Which of the given sources are there, and who approved each
// parameters: ids
UNWIND $ids AS id
MATCH (s:Node {id: id})
WHERE s:Source
RETURN s.id AS id, coalesce(s.reviewer, '') AS reviewer
ORDER BY id
