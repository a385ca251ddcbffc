// title: The index that the unique id needs here: without one each insert looks at every node
CREATE INDEX node_id IF NOT EXISTS FOR (n:Node) ON (n.id)
