// title: The texts of files of terms, notices and authors
// parameters: ids
UNWIND $ids AS id
MATCH (l:Node {id: id})
WHERE l:LicenseFile
RETURN id, l.text AS text
ORDER BY id
