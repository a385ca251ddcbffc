// title: Add activities of which a record of the log tells
// adds: Activity
// parameters: rows
UNWIND $rows AS row
CREATE (n:Node:Activity {id: row.id})
SET n += row
RETURN count(n) AS written
