"""What a distribution or project says of itself: its name, its package URL, its licence, what it requires."""
