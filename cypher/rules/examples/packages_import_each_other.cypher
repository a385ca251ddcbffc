// title: Packages that import each other in a circle
// severity: warning
// rationale: Packages in a circle are one package: none can be understood, tested or released without the others.
// remedy: Move what both need into a package of its own, or turn one of the imports round.
// requires: package_imports
// parameters: package_imports
// blocked_by: nothing_indexed
// checks: imports
CALL {
  UNWIND $package_imports AS one
  UNWIND $package_imports AS back
  WITH one, back
  WHERE one.source = back.source AND one.imported = back.importer AND back.imported = one.importer
    AND one.importer < one.imported
  RETURN one.source AS source, one.importer AS node, one.imported AS target,
         one.importer + ' imports ' + one.imported + ', which imports it back (' + one.place + ', ' + back.place + ')' AS message
  UNION
  UNWIND $package_imports AS one
  UNWIND $package_imports AS two
  WITH one, two
  WHERE one.source = two.source AND one.imported = two.importer AND one.importer <> two.imported
  UNWIND $package_imports AS back
  WITH one, two, back
  WHERE one.source = back.source AND two.imported = back.importer AND back.imported = one.importer
    AND one.importer < two.importer AND one.importer < back.importer
  RETURN one.source AS source, one.importer AS node, one.imported + ' ' + two.imported AS target,
         one.importer + ' → ' + one.imported + ' → ' + two.imported + ' → ' + one.importer + ' (' + one.place + ', ' + two.place
         + ', ' + back.place + ')' AS message
}
RETURN source + '#' + node AS node, target, source, node + ' ' + target AS key, message
ORDER BY node, target
