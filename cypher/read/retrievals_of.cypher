// title: The retrievals that the given citations came from
// for: operator
// parameters: ids
UNWIND $ids AS id
MATCH (c:Node {id: id})-[:WAS_GENERATED_BY]->(a:Activity)
RETURN DISTINCT a.id AS id
ORDER BY id
