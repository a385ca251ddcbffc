// title: Write sources that are not released
// labels: Source, Entity
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
SET n = row.properties
SET n:Source:Entity
REMOVE n:Distribution
RETURN count(n) AS written
