// title: Functions, classes and modules by one of their measures, the highest first, that reach given numbers in others
// parameters: measure, source, kind, path, complexity, statements, lines, parameters, fan_in, fan_out, confidence, limit
MATCH (s:Symbol)
WHERE ($source = '' OR s.source = $source) AND ($kind = '' OR s.kind = $kind) AND ($path = '' OR s.path STARTS WITH $path)
  AND coalesce(s.complexity, 0) >= $complexity AND coalesce(s.statements, 0) >= $statements
  AND coalesce(s.parameters, 0) >= $parameters AND s.end_line - s.line + 1 >= $lines
  AND (s:Function OR s:Class OR s:Module)
WITH s, size([(s)<-[r:CALLS]-(c:Symbol) WHERE c.id <> s.id AND r.confidence >= $confidence | c.id]) AS fan_in,
     size([(s)-[r:CALLS]->(t:Node) WHERE t.id <> s.id AND r.confidence >= $confidence | t.id]) AS fan_out
WHERE fan_in >= $fan_in AND fan_out >= $fan_out
WITH s.id AS id, CASE $measure WHEN 'complexity' THEN coalesce(s.complexity, 0) WHEN 'statements' THEN coalesce(s.statements, 0)
     WHEN 'lines' THEN s.end_line - s.line + 1 WHEN 'parameters' THEN coalesce(s.parameters, 0) WHEN 'fan_in' THEN fan_in
     ELSE fan_out END AS amount
RETURN id, amount
ORDER BY amount DESC, id
LIMIT $limit
