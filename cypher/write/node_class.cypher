// title: Write classes
// labels: Class, Symbol
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
SET n = row.properties
SET n:Class:Symbol
REMOVE n:External:Module:Function:Variable
RETURN count(n) AS written
