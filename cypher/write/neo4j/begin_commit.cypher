// title: Tell readers that what they read from now on may be half of the old and half of the new state
MERGE (s:StoreState {id: 'state'})
SET s.generation = coalesce(s.generation, 0) + 1, s.committing = timestamp()
