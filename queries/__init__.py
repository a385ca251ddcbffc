"""Use cases: one a file. Each runs statements and shapes results; none builds Cypher."""
