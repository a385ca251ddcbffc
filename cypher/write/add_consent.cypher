// title: Add consents that were given or withdrawn
// adds: Consent, Entity
// parameters: rows
UNWIND $rows AS row
CREATE (n:Node:Consent:Entity {id: row.id})
SET n += row
RETURN count(n) AS written
