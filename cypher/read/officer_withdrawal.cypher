// title: What goes when a source is withdrawn, and what stays behind that used it
// for: operator
// parameters: source
OPTIONAL MATCH (s:Node {id: $source})
WITH s
OPTIONAL MATCH (f:File {source: $source})
WITH s, count(f) AS files
OPTIONAL MATCH (y:Symbol {source: $source})
WITH s, files, count(y) AS symbols, count(y.text_digest) AS vectors
OPTIONAL MATCH (c:Citation {source: $source})<-[:WAS_DERIVED_FROM]-(a:Answer)
WITH s, files, symbols, vectors, count(DISTINCT a) AS answers
OPTIONAL MATCH (w:Withdrawal {source: $source})
RETURN s.review AS review, s.reviewer AS reviewer, s.reviewed AS reviewed, s.license AS license, files, symbols, vectors,
       answers, count(w) AS withdrawn
