// title: Write licenses that are missing
// labels: License
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
ON CREATE SET n = row.properties, n:License
RETURN count(n) AS written
