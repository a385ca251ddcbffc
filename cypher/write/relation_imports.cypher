// title: Write IMPORTS relations
// relation: IMPORTS
// properties: method text, confidence float, line, lines numbers, kind text, bindings texts, names texts,
//   kinds texts, binding_lines numbers
// parameters: texts, separator, starts, ends, fingerprint, method, confidence, line, lines, lines_at, kind,
//   bindings, bindings_at, names, names_at, kinds, kinds_at, binding_lines, binding_lines_at
WITH split($texts, $separator) AS texts, split($bindings, $separator) AS bindings,
    split($names, $separator) AS names, split($kinds, $separator) AS kinds
UNWIND range(0, size($ends) - 1) AS i
WITH texts, bindings, names, kinds, i ORDER BY i
MATCH (a:Node {id: texts[$starts[i]]})
MATCH (b:Node {id: texts[$ends[i]]})
CREATE (a)-[r:IMPORTS {
    fingerprint: $fingerprint[i], method: texts[$method[i]], confidence: toFloat(texts[$confidence[i]]),
    line: $line[i], lines: $lines[$lines_at[i]..$lines_at[i + 1]], kind: texts[$kind[i]],
    bindings: bindings[$bindings_at[i]..$bindings_at[i + 1]], names: names[$names_at[i]..$names_at[i + 1]],
    kinds: kinds[$kinds_at[i]..$kinds_at[i + 1]],
    binding_lines: $binding_lines[$binding_lines_at[i]..$binding_lines_at[i + 1]]
}]->(b)
RETURN count(r) AS written
