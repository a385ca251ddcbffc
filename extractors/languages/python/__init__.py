"""Python: LibCST facts, our linker, and Jedi for what lies outside the project."""
