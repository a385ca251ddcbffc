// title: Write released sources
// labels: Source, Entity, Distribution
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
SET n = row.properties
SET n:Source:Entity:Distribution
RETURN count(n) AS written
