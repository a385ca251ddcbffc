// title: Tell readers that what they read from now on may be half of the old and half of the new state
// parameters: id
MERGE (s:StoreState {id: $id})
SET s.generation = coalesce(s.generation, 0) + 1, s.committing = timestamp()
RETURN s.generation AS generation
