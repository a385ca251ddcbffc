// title: Write variables and attributes
// labels: Variable, Symbol
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
SET n = row.properties
SET n:Variable:Symbol
REMOVE n:External:Module:Class:Function
RETURN count(n) AS written
