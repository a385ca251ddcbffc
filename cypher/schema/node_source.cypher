// title: The nodes of a source
CREATE INDEX node_source IF NOT EXISTS FOR (n:Node) ON (n.source)
