// title: Vendored files that state no licence of their own
// parameters: folders, examples
MATCH (f:File)
WHERE coalesce(f.license_kind, 'declared') = 'declared' AND coalesce(f.lines, 1) > 0
  AND (coalesce(f.vendored, false) OR any(part IN split(f.path, '/') WHERE part IN $folders))
WITH f
ORDER BY f.id
WITH count(f) AS total, collect(f.id) AS listed
RETURN total, listed[0..$examples] AS examples
ORDER BY total
