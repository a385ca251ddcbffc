// title: Make symbols that are no longer indexed names from outside again
// parameters: rows
UNWIND $rows AS row
MATCH (n:Node {id: row.id})
SET n = row.properties
SET n:External
REMOVE n:Symbol:Module:Class:Function:Variable
RETURN count(n) AS written
