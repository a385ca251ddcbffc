// title: What answers cite of a source
CREATE INDEX citation_source IF NOT EXISTS FOR (n:Citation) ON (n.source)
