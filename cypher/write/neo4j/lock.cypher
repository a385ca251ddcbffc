// title: Let one writer of a kind write at a time
// parameters: id
MERGE (s:StoreState {id: $id})
SET s.taken = timestamp()
