// title: Write files of terms, notices and authors
// labels: LicenseFile, Entity
// parameters: rows
UNWIND $rows AS row
MERGE (n:Node {id: row.id})
SET n = row.properties
SET n:LicenseFile:Entity
RETURN count(n) AS written
