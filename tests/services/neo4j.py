"""A real Neo4j with an empty database, for as long as a test session lasts."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import DriverError, Neo4jError
from testcontainers.community.neo4j import Neo4jContainer

from tests.services import cache, process
from tests.services.engine import container_engine_runs

IMAGE = "neo4j:5.26-community"
VERSION = "5.26.16"
_POM = Path(__file__).with_name("neo4j.pom.xml")
_JAVA = "install Java 17 or 21, e.g. apt-get install openjdk-17-jre-headless"
_MAVEN = "install Maven, e.g. apt-get install maven"

# What Neo4j's own start script opens for its off-heap memory, without the rest of what it tunes for production.
_OPENED = ["java.nio", "java.io", "sun.nio.ch", "java.util.concurrent"]
_JVM = ["-Xms256m", "-Xmx768m", "-XX:+UseSerialGC", *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED)]

_SETTINGS = """\
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
"""


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """Where a running Neo4j is and who may enter."""

    uri: str
    user: str
    password: str


def prepare() -> None:
    """Build what `running` needs, so that the first test does not wait for it."""
    if not container_engine_runs():
        _libraries()


@contextmanager
def running() -> Iterator[Neo4jServer]:
    """A Neo4j that accepts connections; it and its data are gone afterwards."""
    with _in_container() if container_engine_runs() else _as_process() as server:
        yield server


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """A real Neo4j, started once a session with an empty database. Whoever writes to it leaves it empty again."""
    with running() as server:
        yield server


@contextmanager
def _in_container() -> Iterator[Neo4jServer]:
    password = secrets.token_hex(16)
    with Neo4jContainer(IMAGE, username="neo4j", password=password) as container:
        yield Neo4jServer(container.get_connection_url(), "neo4j", password)


@contextmanager
def _as_process() -> Iterator[Neo4jServer]:
    java = process.need("java", _JAVA)
    classpath = f"{_libraries()}/*"
    password = secrets.token_hex(16)  # never with a hyphen in front, which the command below takes for an option
    with tempfile.TemporaryDirectory(prefix="codecraft-neo4j-") as temporary:
        home = Path(temporary)
        conf = home / "conf"
        conf.mkdir()
        port = process.free_port()
        (conf / "neo4j.conf").write_text(_SETTINGS.format(port=port))
        command = [java, *_JVM, "-cp", classpath]
        # Neo4j takes its first password only from this command, before the first start.
        process.run(
            [*command, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password],
            env={"NEO4J_HOME": str(home), "NEO4J_CONF": str(conf)},
        )
        log = home / "neo4j.out"
        entry = ["org.neo4j.server.CommunityEntryPoint", "--console-mode", f"--home-dir={home}", f"--config-dir={conf}"]
        # Its data is thrown away, so nothing is gained from the ten seconds that it takes to shut down in order.
        with process.serving([*command, *entry], log, end="KILL") as server:
            answer = Neo4jServer(f"bolt://127.0.0.1:{port}", "neo4j", password)
            process.wait_until(lambda: _accepts(answer), server, log)
            yield answer


def _accepts(server: Neo4jServer) -> bool:
    try:
        with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
            driver.verify_connectivity()
    except (DriverError, Neo4jError):
        return False
    return True


def _libraries() -> Path:
    """The folder of Neo4j's own jars and all they need, from Maven."""
    return cache.built(f"neo4j-{VERSION}", _download)


def _download(target: Path) -> None:
    maven = process.need("mvn", _MAVEN)
    copy = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={target}"]
    process.run([maven, "-B", "-q", "-f", _POM, f"-Dneo4j.version={VERSION}", *copy])
