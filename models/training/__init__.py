"""How embeddings are made: the shipped one (`codecraft embed train`), and one that knows a user's own code (`embed tune`).

    sources.toml ──fetch──▶ wheels ──pairs──▶ descriptions and definitions ─┐
                                                 │ sentences                ├─learning──▶ token table ──folder──▶ int8 weights,
                               MiniLM ──teacher──┴──▶ rows of words, texts ─┘                               card, PROV-JSON

Nothing of the packages is ever run: wheels are opened as archives and parsed. Only the teacher needs torch; learning is numpy.
"""
