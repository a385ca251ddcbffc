// title: Write distributions that are not indexed that are missing
// labels: Distribution
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
ON CREATE SET n = row.properties, n:Distribution
RETURN count(n) AS written
