"""What the author declares and what a text says about its licence."""
