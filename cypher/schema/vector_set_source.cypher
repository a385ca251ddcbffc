// title: The vectors of a source
CREATE INDEX vector_set_source IF NOT EXISTS FOR (n:VectorSet) ON (n.source)
