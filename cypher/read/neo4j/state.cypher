// title: Which replacement was the last, and whether its commit is under way (one that died counts for a minute)
MATCH (s:StoreState {id: 'state'})
RETURN s.generation AS generation, s.committing > timestamp() - 60000 AS committing
