// title: Write models that are missing
// labels: Model, Entity
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
ON CREATE SET n = row.properties, n:Model:Entity
RETURN count(n) AS written
