// title: Write functions, methods, properties and lambdas that are not there yet
// new_labels: Function, Symbol
// properties: id text, fingerprint, source text, text_digest text, name text, qualified_name text, kind text,
//   module text, path text, line, end_line, digest text, license text, search_text text, signature text,
//   docstring text, decorators texts, is_async, complexity, statements, parameters, tokens, sketch text,
//   unresolved_names texts, unresolved_sites texts, unresolved_count
// parameters: rows, separator
UNWIND $rows AS row
WITH row, split(row.id, $separator) AS id, split(row.source, $separator) AS source,
    split(row.text_digest, $separator) AS text_digest, split(row.name, $separator) AS name,
    split(row.qualified_name, $separator) AS qualified_name, split(row.kind, $separator) AS kind,
    split(row.module, $separator) AS module, split(row.path, $separator) AS path,
    split(row.digest, $separator) AS digest, split(row.license, $separator) AS license,
    split(row.search_text, $separator) AS search_text, split(row.signature, $separator) AS signature,
    split(row.docstring, $separator) AS docstring, split(row.decorators, $separator) AS decorators,
    split(row.sketch, $separator) AS sketch, split(row.unresolved_names, $separator) AS unresolved_names,
    split(row.unresolved_sites, $separator) AS unresolved_sites
UNWIND range(0, size(id) - 1) AS i
CREATE (n:Node:Symbol:Function {
    id: id[i], fingerprint: row.fingerprint[i], source: source[i], text_digest: text_digest[i], name: name[i],
    qualified_name: qualified_name[i], kind: kind[i], module: module[i], path: path[i], line: row.line[i],
    end_line: row.end_line[i], digest: digest[i], license: license[i], search_text: search_text[i],
    signature: signature[i], docstring: docstring[i],
    decorators: decorators[row.decorators_at[i]..row.decorators_at[i + 1]], is_async: row.is_async[i],
    complexity: row.complexity[i], statements: row.statements[i], parameters: row.parameters[i],
    tokens: row.tokens[i], sketch: sketch[i],
    unresolved_names: unresolved_names[row.unresolved_names_at[i]..row.unresolved_names_at[i + 1]],
    unresolved_sites: unresolved_sites[row.unresolved_sites_at[i]..row.unresolved_sites_at[i + 1]],
    unresolved_count: row.unresolved_count[i]
})
RETURN count(n) AS written
