// title: Write names from outside that are missing
// labels: External
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
ON CREATE SET n = row.properties, n:External
RETURN count(n) AS written
