// title: Let one replacement write at a time
MERGE (s:StoreState {id: 'lock'})
SET s.taken = timestamp()
