// title: Add answers
// adds: Answer, Entity
// parameters: rows
UNWIND $rows AS row
CREATE (n:Node:Answer:Entity {id: row.id})
SET n += row
RETURN count(n) AS written
