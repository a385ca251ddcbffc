// title: Tell readers that what they read from now on is the new state, unless another commit has begun
// parameters: id, generation
MATCH (s:StoreState {id: $id})
WHERE s.generation = $generation
SET s.committing = 0
