"""How right and how fast calls are linked."""
