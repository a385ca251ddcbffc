// title: Add records to the log, in their order, and say which is the last
// adds: Record
// parameters: rows
UNWIND $rows AS row
CREATE (n:Node:Record {id: row.id})
SET n += row
MERGE (h:LogHead {id: 'log'})
SET h.sequence = row.sequence, h.digest = row.digest
RETURN count(n) AS written
