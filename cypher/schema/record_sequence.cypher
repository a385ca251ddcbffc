// title: Records of the log by their place
CREATE INDEX record_sequence IF NOT EXISTS FOR (n:Record) ON (n.sequence)
