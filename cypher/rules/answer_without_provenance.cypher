// title: An answer without the digests of its model and prompt, or without citations
// severity: error
// rationale: An answer that does not say which model made it from which prompt and which code can be neither repeated nor
//   traced when one of them is withdrawn.
// remedy: Ask again with the present version, which records all three; treat the old answer as unfounded.
// parameters: limit
// defaults: {"limit": 10000}
// blocked_by: nothing_indexed, no_answer_recorded
// checks: answers
MATCH (a:Answer)
OPTIONAL MATCH (a)-[:WAS_DERIVED_FROM]->(c:Citation)
WITH a, count(c) AS citations, coalesce(a.mode, 'model') = 'model' AS generated
WITH a, CASE WHEN generated AND coalesce(a.model_digest, '') = '' THEN ['no digest of its model'] ELSE [] END
      + CASE WHEN generated AND coalesce(a.prompt_digest, '') = '' THEN ['no digest of its prompt'] ELSE [] END
      + CASE WHEN citations = 0 THEN ['no citation'] ELSE [] END AS missing
UNWIND missing AS message
RETURN a.id AS node, message
ORDER BY node, message
LIMIT $limit
