"""Where the graph lives: one file for each engine."""
