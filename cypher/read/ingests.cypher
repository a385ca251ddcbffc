// title: The ingests that files and sources come from
// for: operator
MATCH (a:Activity)
WHERE a.fingerprint IS NOT NULL
RETURN a.id AS id, properties(a) AS properties
ORDER BY id
