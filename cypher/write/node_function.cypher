// title: Write functions, methods, properties and lambdas
// labels: Function, Symbol
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
SET n = row.properties
SET n:Function:Symbol
REMOVE n:External:Module:Class:Variable
RETURN count(n) AS written
