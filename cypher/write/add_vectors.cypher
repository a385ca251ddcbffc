// title: Add what embeddings made
// adds: Vectors, Entity
// parameters: rows
UNWIND $rows AS row
CREATE (n:Node:Vectors:Entity {id: row.id})
SET n += row
RETURN count(n) AS written
