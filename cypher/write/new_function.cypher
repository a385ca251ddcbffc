// title: Write functions, methods, properties and lambdas that are not there yet
// new_labels: Function, Symbol
// properties: id text, fingerprint, source text, text_digest text, name text, qualified_name text, kind text,
//   module text, path text, line, end_line, digest text, license text, search_text text, signature text,
//   docstring text, decorators texts, is_async, complexity, statements, parameters, tokens, sketch text,
//   unresolved_names texts, unresolved_sites texts, unresolved_count
// parameters: texts, separator, id, fingerprint, source, text_digest, name, qualified_name, kind, module, path,
//   line, end_line, digest, license, search_text, signature, docstring, decorators, decorators_at, is_async,
//   complexity, statements, parameters, tokens, sketch, unresolved_names, unresolved_names_at, unresolved_sites,
//   unresolved_sites_at, unresolved_count
WITH split($texts, $separator) AS texts, split($decorators, $separator) AS decorators,
    split($unresolved_names, $separator) AS unresolved_names,
    split($unresolved_sites, $separator) AS unresolved_sites
UNWIND range(0, size($id) - 1) AS i
WITH texts, decorators, unresolved_names, unresolved_sites, i ORDER BY i
CREATE (n:Node:Symbol:Function {
    id: texts[$id[i]], fingerprint: $fingerprint[i], source: texts[$source[i]], text_digest: texts[$text_digest[i]],
    name: texts[$name[i]], qualified_name: texts[$qualified_name[i]], kind: texts[$kind[i]],
    module: texts[$module[i]], path: texts[$path[i]], line: $line[i], end_line: $end_line[i],
    digest: texts[$digest[i]], license: texts[$license[i]], search_text: texts[$search_text[i]],
    signature: texts[$signature[i]], docstring: texts[$docstring[i]],
    decorators: decorators[$decorators_at[i]..$decorators_at[i + 1]], is_async: $is_async[i],
    complexity: $complexity[i], statements: $statements[i], parameters: $parameters[i], tokens: $tokens[i],
    sketch: texts[$sketch[i]],
    unresolved_names: unresolved_names[$unresolved_names_at[i]..$unresolved_names_at[i + 1]],
    unresolved_sites: unresolved_sites[$unresolved_sites_at[i]..$unresolved_sites_at[i + 1]],
    unresolved_count: $unresolved_count[i]
})
RETURN count(n) AS written
