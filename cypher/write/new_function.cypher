// title: Write functions, methods, properties and lambdas that are not there yet
// new_labels: Function, Symbol
// properties: id, fingerprint, source, text_digest, name, qualified_name, kind, module, path, line, end_line,
//   digest, license, search_text, signature, docstring, decorators, is_async, complexity, statements,
//   parameters, tokens, sketch, unresolved_names, unresolved_sites, unresolved_count
// parameters: rows
UNWIND $rows AS row
CREATE (n:Node:Symbol:Function {
    id: row.id, fingerprint: row.fingerprint, source: row.source, text_digest: row.text_digest, name: row.name,
    qualified_name: row.qualified_name, kind: row.kind, module: row.module, path: row.path, line: row.line,
    end_line: row.end_line, digest: row.digest, license: row.license, search_text: row.search_text,
    signature: row.signature, docstring: row.docstring, decorators: row.decorators, is_async: row.is_async,
    complexity: row.complexity, statements: row.statements, parameters: row.parameters,
    tokens: row.tokens, sketch: row.sketch,
    unresolved_names: row.unresolved_names, unresolved_sites: row.unresolved_sites,
    unresolved_count: row.unresolved_count
})
RETURN count(n) AS written
