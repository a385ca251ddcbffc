"""What the formats read: what was asked for, and what the graph holds of it."""
