// title: Which replacement and which appending were the last, and whether a commit is under way (one that died counts for a minute)
MATCH (s:StoreState)
WHERE s.generation IS NOT NULL
RETURN s.id AS id, s.generation AS generation, s.committing > timestamp() - 60000 AS committing
ORDER BY id
