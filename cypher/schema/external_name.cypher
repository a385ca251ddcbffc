// title: Names from outside by their last part
CREATE INDEX external_name IF NOT EXISTS FOR (n:External) ON (n.name)
