"""How the shipped embedding is made, so that anyone can make it again: `python -m models.training`, with the `training` extra.

    sources.toml ──fetch──▶ wheels ──pairs──▶ docstring/definition pairs ──train──▶ token table ──weights──▶ int8 weights
                                                       MiniLM ──distil──────┘

Nothing of the packages is ever run: wheels are opened as archives and parsed.
"""
