// title: Add texts that were kept with consent
// adds: Text, Entity
// parameters: rows
UNWIND $rows AS row
CREATE (n:Node:Text:Entity {id: row.id})
SET n += row
RETURN count(n) AS written
