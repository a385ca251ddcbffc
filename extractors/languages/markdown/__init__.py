"""Documentation in Markdown and reStructuredText: its sections, and the names of code that they mention."""
