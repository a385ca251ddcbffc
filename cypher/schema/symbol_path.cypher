// title: Symbols by file
CREATE INDEX symbol_path IF NOT EXISTS FOR (n:Symbol) ON (n.path)
