// title: A page of symbols in the order of their ids; an empty filter lets everything through
// parameters: after, source, kind, path, limit
MATCH (s:Symbol)
WHERE s.id > $after AND ($source = '' OR s.source = $source) AND ($kind = '' OR s.kind = $kind)
  AND ($path = '' OR s.path STARTS WITH $path)
RETURN s.id AS id
ORDER BY id
LIMIT $limit
