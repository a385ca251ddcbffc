"""The provenance log: reading, verifying and exporting it, and what an officer asks of it."""
