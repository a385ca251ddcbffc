// title: What led to an answer: the retrieval and generation, their models, and of each citation its source and who approved it
// for: operator
// parameters: answer
MATCH (a:Node {id: $answer})-[:WAS_DERIVED_FROM]->(c:Citation)-[:WAS_GENERATED_BY]->(t:Activity)
// Of the two that a retrieval can use, the embedder alone has dimensions.
OPTIONAL MATCH (t)-[:USED]->(e:Model) WHERE e.dimensions > 0
OPTIONAL MATCH (t)-[:USED]->(r:Model) WHERE coalesce(r.dimensions, 0) = 0
OPTIONAL MATCH (a)-[:WAS_GENERATED_BY]->(g:Activity {kind: 'generation'})
OPTIONAL MATCH (g)-[:USED]->(m:Model)
OPTIONAL MATCH (t)-[:WAS_ASSOCIATED_WITH]->(w:Agent)
OPTIONAL MATCH (s:Node {id: c.source})-[:WAS_ATTRIBUTED_TO {role: 'reviewer'}]->(p:Agent)
RETURN a.at AS at, a.mode AS mode, c.id AS citation, c.symbol AS symbol, c.path AS path, c.line AS line, c.revision AS revision, c.license AS license,
       c.source AS source, coalesce(c.reviewer, p.name) AS reviewer, t.id AS retrieval, t.started AS started, t.ended AS ended, w.id AS tool,
       e.name AS embedder, e.digest AS embedder_digest, e.license AS embedder_license, r.name AS reranker, r.digest AS reranker_digest,
       r.license AS reranker_license, g.id AS generation, m.name AS model,
       m.digest AS model_digest, m.license AS model_license
ORDER BY citation
