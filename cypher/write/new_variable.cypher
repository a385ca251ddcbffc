// title: Write variables and attributes that are not there yet
// new_labels: Variable, Symbol
// properties: id, fingerprint, source, text_digest, name, qualified_name, kind, module, path, line, end_line,
//   digest, license, search_text, signature, value
// parameters: rows
UNWIND $rows AS row
CREATE (n:Node:Symbol:Variable {
    id: row.id, fingerprint: row.fingerprint, source: row.source, text_digest: row.text_digest, name: row.name,
    qualified_name: row.qualified_name, kind: row.kind, module: row.module, path: row.path, line: row.line,
    end_line: row.end_line, digest: row.digest, license: row.license, search_text: row.search_text,
    signature: row.signature, value: row.value
})
RETURN count(n) AS written
