"""Fixtures that any test may ask for: real servers, started once a session when first asked for."""

from tests.services.neo4j import neo4j_server
from tests.services.ollama import ollama_server

__all__ = ["neo4j_server", "ollama_server"]
