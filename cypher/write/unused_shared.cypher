// title: Which of the given licenses, agents and models nothing points at
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
WHERE n.source IS NULL AND (n:License OR n:Agent OR n:Model) AND NOT EXISTS { MATCH (n)<-[r]-(m:Node) }
RETURN n.id AS id
ORDER BY id
