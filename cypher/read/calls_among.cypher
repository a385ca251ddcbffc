// title: Calls between the given symbols that are at least so sure
// parameters: ids, confidence
UNWIND $ids AS id
MATCH (caller:Symbol {id: id})-[r:CALLS]->(callee:Symbol)
WHERE r.confidence >= $confidence AND callee.id IN $ids
RETURN caller.id AS caller, callee.id AS callee, r.confidence AS confidence
ORDER BY caller, callee
