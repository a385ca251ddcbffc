// title: Add what answers cite
// adds: Citation, Entity
// parameters: rows
UNWIND $rows AS row
CREATE (n:Node:Citation:Entity {id: row.id})
SET n += row
RETURN count(n) AS written
