// title: Say anew what is known of shared nodes
// parameters: rows
UNWIND $rows AS row
MATCH (n:Node {id: row.id})
SET n = row.properties
RETURN count(n) AS written
