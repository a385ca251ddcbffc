// title: Remove nodes that were appended, but for records of the log
// parameters: ids
UNWIND $ids AS id
MATCH (n:Node {id: id})
WHERE n.fingerprint IS NULL AND (n:Activity OR n:Answer OR n:Citation OR n:Text OR n:Consent OR n:Withdrawal)
DETACH DELETE n
