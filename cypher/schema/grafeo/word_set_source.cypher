// title: Find the index of a source's search words
CREATE INDEX word_set_source IF NOT EXISTS FOR (n:WordSet) ON (n.source)
