// title: The symbols of a source
CREATE INDEX symbol_source IF NOT EXISTS FOR (n:Symbol) ON (n.source)
