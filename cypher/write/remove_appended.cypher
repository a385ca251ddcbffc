// title: Remove nodes that were appended, but for records of the log; people only where nothing leads to them
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
WHERE n.fingerprint IS NULL AND (n:Activity OR n:Answer OR n:Citation OR n:Text OR n:Consent OR n:Withdrawal OR n:Vectors
  OR (n:Agent AND NOT EXISTS { MATCH (n)<-[]-(:Node) }))
DETACH DELETE n
