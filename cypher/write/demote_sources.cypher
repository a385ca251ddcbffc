// title: Make sources that are no longer indexed distributions that others depend on
// parameters: rows
UNWIND $rows AS row
MATCH (n:Node {id: row.id})
SET n = row.properties
SET n:Distribution
REMOVE n:Source:Entity
RETURN count(n) AS written
