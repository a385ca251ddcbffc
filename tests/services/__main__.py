"""Run a server of the tests by hand: `python -m tests.services neo4j`, or only build it with `--prepare`."""

import argparse
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.services import neo4j, ollama
from tests.services.process import ServiceError

_SERVERS: dict[str, tuple[Callable[[], None], Callable[[], AbstractContextManager[object]]]] = {
    "neo4j": (neo4j.prepare, neo4j.running),
    "ollama": (ollama.prepare, ollama.running),
}


def main() -> int:
    """Print where the server is and keep it until Ctrl-C; 2 when it cannot be had."""
    parser = argparse.ArgumentParser(prog="python -m tests.services", description=__doc__)
    parser.add_argument("server", choices=_SERVERS)
    parser.add_argument("--prepare", action="store_true", help="build what the server needs, start nothing")
    arguments = parser.parse_args()
    prepare, running = _SERVERS[arguments.server]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        prepare()
        if not arguments.prepare:
            with running() as server:
                sys.stdout.write(f"{server}\nCtrl-C ends it.\n")
                sys.stdout.flush()
                signal.pause()
    except KeyboardInterrupt:
        return 0
    except ServiceError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
