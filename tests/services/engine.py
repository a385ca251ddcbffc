"""Whether containers can be run here."""

import functools

import docker
from docker.errors import DockerException


@functools.cache
def container_engine_runs() -> bool:
    """True when a Docker-compatible engine answers at the address the environment names."""
    try:
        client = docker.from_env(timeout=10)
    except DockerException:
        return False
    try:
        return bool(client.ping())
    except DockerException:
        return False
    finally:
        client.close()
