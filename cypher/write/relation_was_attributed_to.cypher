// title: Write WAS_ATTRIBUTED_TO relations
// relation: WAS_ATTRIBUTED_TO
// parameters: rows
UNWIND $rows AS row
MATCH (a:Node {id: row.start})
MATCH (b:Node {id: row.end})
MERGE (a)-[r:WAS_ATTRIBUTED_TO]->(b)
SET r = row.properties
RETURN count(r) AS written
