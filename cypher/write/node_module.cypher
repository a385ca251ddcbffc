// title: Write modules
// labels: Module, Symbol
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
SET n = row.properties
SET n:Module:Symbol
REMOVE n:External:Class:Function:Variable
RETURN count(n) AS written
