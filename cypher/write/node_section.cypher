// title: Write sections of documentation
// labels: Section
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
SET n = row.properties
SET n:Section
RETURN count(n) AS written
