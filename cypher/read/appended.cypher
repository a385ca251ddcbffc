// title: What only records of the log can have brought
// for: operator
MATCH (n:Node)
WHERE n.fingerprint IS NULL AND (n:Answer OR n:Citation OR n:Text OR n:Consent OR n:Withdrawal OR n:Activity OR n:Vectors)
RETURN n.id AS id
ORDER BY id
