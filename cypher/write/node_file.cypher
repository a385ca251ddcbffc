// title: Write files
// labels: File, Entity
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
SET n = row.properties
SET n:File:Entity
RETURN count(n) AS written
