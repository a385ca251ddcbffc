// title: Write agents that are missing
// labels: Agent
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
ON CREATE SET n = row.properties, n:Agent
RETURN count(n) AS written
