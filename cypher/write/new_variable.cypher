// title: Write variables and attributes that are not there yet
// new_labels: Variable, Symbol
// properties: id text, fingerprint, source text, text_digest text, name text, qualified_name text, kind text,
//   module text, path text, line, end_line, digest text, license text, search_text text, signature text, value text
// parameters: texts, separator, id, fingerprint, source, text_digest, name, qualified_name, kind, module, path,
//   line, end_line, digest, license, search_text, signature, value
WITH split($texts, $separator) AS texts
UNWIND range(0, size($id) - 1) AS i
WITH texts, i ORDER BY i
CREATE (n:Node:Symbol:Variable {
    id: texts[$id[i]], fingerprint: $fingerprint[i], source: texts[$source[i]], text_digest: texts[$text_digest[i]],
    name: texts[$name[i]], qualified_name: texts[$qualified_name[i]], kind: texts[$kind[i]],
    module: texts[$module[i]], path: texts[$path[i]], line: $line[i], end_line: $end_line[i],
    digest: texts[$digest[i]], license: texts[$license[i]], search_text: texts[$search_text[i]],
    signature: texts[$signature[i]], value: texts[$value[i]]
})
RETURN count(n) AS written
