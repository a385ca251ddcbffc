// title: The log has one last record
CREATE CONSTRAINT log_head_unique IF NOT EXISTS FOR (n:LogHead) REQUIRE n.id IS UNIQUE
