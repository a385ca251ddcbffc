// title: Write modules that are not there yet
// new_labels: Module, Symbol
// properties: id text, fingerprint, source text, text_digest text, name text, qualified_name text, kind text,
//   module text, path text, line, end_line, digest text, license text, search_text text, docstring text,
//   exports texts, statements, unresolved_names texts, unresolved_sites texts, unresolved_count
// parameters: texts, separator, id, fingerprint, source, text_digest, name, qualified_name, kind, module, path,
//   line, end_line, digest, license, search_text, docstring, exports, exports_at, statements, unresolved_names,
//   unresolved_names_at, unresolved_sites, unresolved_sites_at, unresolved_count
WITH split($texts, $separator) AS texts, split($exports, $separator) AS exports,
    split($unresolved_names, $separator) AS unresolved_names,
    split($unresolved_sites, $separator) AS unresolved_sites
UNWIND range(0, size($id) - 1) AS i
WITH texts, exports, unresolved_names, unresolved_sites, i ORDER BY i
CREATE (n:Node:Symbol:Module {
    id: texts[$id[i]], fingerprint: $fingerprint[i], source: texts[$source[i]], text_digest: texts[$text_digest[i]],
    name: texts[$name[i]], qualified_name: texts[$qualified_name[i]], kind: texts[$kind[i]],
    module: texts[$module[i]], path: texts[$path[i]], line: $line[i], end_line: $end_line[i],
    digest: texts[$digest[i]], license: texts[$license[i]], search_text: texts[$search_text[i]],
    docstring: texts[$docstring[i]], exports: exports[$exports_at[i]..$exports_at[i + 1]],
    statements: $statements[i],
    unresolved_names: unresolved_names[$unresolved_names_at[i]..$unresolved_names_at[i + 1]],
    unresolved_sites: unresolved_sites[$unresolved_sites_at[i]..$unresolved_sites_at[i + 1]],
    unresolved_count: $unresolved_count[i]
})
RETURN count(n) AS written
