"""What is like what: near-duplicates by their tokens (MinHash), semantic neighbours by their vectors, never mixed up.

A pair is judged by the two symbols alone or by their one source alone, so that what is stored does not depend on the order in
which sources were indexed. Why it is done so says docs/decisions/205-near-duplicates-and-neighbours.md.
"""
