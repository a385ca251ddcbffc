// title: Tell readers that what they read from now on is the new state
MATCH (s:StoreState {id: 'state'})
SET s.committing = 0
