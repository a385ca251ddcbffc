// title: Names from outside by dotted name
CREATE INDEX external_qualified_name IF NOT EXISTS FOR (n:External) ON (n.qualified_name)
