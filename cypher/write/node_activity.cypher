// title: Write activities
// labels: Activity
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
SET n = row.properties
SET n:Activity
RETURN count(n) AS written
