// title: Add what is left to say of sources that were withdrawn
// adds: Withdrawal, Entity
// parameters: rows
UNWIND $rows AS row
CREATE (n:Node:Withdrawal:Entity {id: row.id})
SET n += row
RETURN count(n) AS written
