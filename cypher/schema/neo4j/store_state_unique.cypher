// title: The store has one state
CREATE CONSTRAINT store_state_unique IF NOT EXISTS FOR (n:StoreState) REQUIRE n.id IS UNIQUE
