"""A directory: a git checkout, a part of one, or any folder with Python in it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractors.sources.distributions.environment import Environment, project_environment
from extractors.sources.distributions.identity import generic_id, repository_id, repository_name
from extractors.sources.distributions.project import Project, describe, is_description
from extractors.sources.reading import files
from extractors.sources.reading.checkout import Checkout, GitError, checkout
from extractors.sources.reading.documents import MAX_BYTES, annotated, chosen, snapshot, terms
from extractors.sources.reading.options import Options
from graph.errors import InputError, NotFoundError
from graph.facts import Diagnostic, Requirement, Snapshot, SourceInfo, SourceKind
from graph.ports import Source

FORM = "a directory's path"
_SCHEME = re.compile(r"^(?:git\+|[A-Za-z][A-Za-z0-9+.-]+:)")


def accepts(location: str) -> bool:
    """Whether a location reads as a path. One that looks like a scheme is a path only when it starts with `./` or `/`."""
    return not _SCHEME.match(location) and (not location.endswith(".toml") or Path(location).is_dir())


def open_location(location: str, options: Options) -> tuple[Source, ...]:
    """The directory as a source. Raises NotFoundError, InputError."""
    try:
        path = Path(location).expanduser()
        exists = bool(location) and path.exists()
    except (OSError, RuntimeError) as error:
        raise InputError(f"{location} cannot be looked at: {error}") from error
    if not exists:
        raise NotFoundError(
            f"there is no directory {location}: check the path, or see `codecraft index --help` for other forms"
        )
    if not path.is_dir():
        raise InputError(f"{location} is a file: give the directory that holds it")
    return (Directory(path, options),)


@dataclass(frozen=True, slots=True)
class Directory:
    """Reads the working tree as it is, changed files included."""

    path: Path
    options: Options

    def read(self) -> Snapshot:
        """The directory as it is now. Raises InputError when it holds no Python."""
        root = self.path.resolve()
        suffixes = self.options.suffixes
        diagnostics: list[Diagnostic] = []
        try:
            tree = checkout(root, suffixes)
        except GitError as failure:
            tree = None
            diagnostics.append(Diagnostic(".", "git-unusable", f"read without git, which says: {failure.reason}"))
        found = self._listed(root, tree, diagnostics)
        documents = (files.read_file(root, path) for path in chosen(found, self.options))
        project = describe(_descriptions(root))
        info = _info(root, tree, project, self.options)
        stated = terms(found, lambda path: files.read_bytes(root, path))
        beside = annotated(found, lambda path: files.read_bytes(root, path))
        return snapshot(
            info,
            (item for item in documents if item is not None),
            diagnostics,
            stated,
            project.stated,
            beside,
            only_pages=self.options.only_pages,
        )

    @staticmethod
    def _listed(root: Path, tree: Checkout | None, diagnostics: list[Diagnostic]) -> list[str]:
        if tree is None:
            found = list(files.walk(root))
            diagnostics.extend(item for item in found if isinstance(item, Diagnostic))
            return [item for item in found if isinstance(item, str)]
        kept = files.without_skipped(root, tree.files)
        for path in kept:
            # git lists a repository within the work tree, and a submodule, by its folder
            if (root / path).is_dir() and not (root / path).is_symlink():
                message = "is a repository of its own: index it as a source of its own"
                diagnostics.append(Diagnostic(path.rstrip("/"), "nested-repository", message))
            elif (root / path).is_symlink() and files.leaves(root, path):
                diagnostics.append(files.outside(path))
        return [path for path in kept if not (root / path).is_symlink() or not files.leaves(root, path)]


def _descriptions(root: Path) -> Mapping[str, bytes]:
    """The files at the root that describe the project, small ones only."""
    found: dict[str, bytes] = {}
    with suppress(OSError):
        for entry in sorted(root.iterdir()):
            if is_description(entry.name) and entry.is_file() and entry.stat().st_size <= MAX_BYTES:
                with suppress(OSError):
                    found[entry.name] = entry.read_bytes()
    return found


def _info(root: Path, tree: Checkout | None, project: Project, options: Options) -> SourceInfo:
    name = project.name or (repository_name(tree.remote) if tree and not tree.prefix else "") or root.name or "root"
    remote = tree.remote if tree else ""
    prefix = tree.prefix if tree else ""
    return SourceInfo(
        id=repository_id(remote, name=name, prefix=prefix) if remote else generic_id(name),
        kind=SourceKind.DIRECTORY,
        name=name,
        location=str(root),
        version=project.version,
        revision=tree.revision if tree else "",
        dirty=tree.dirty if tree else False,
        requires=_requires(project, project_environment(root, options.environment)),
    )


def _requires(project: Project, environment: Environment | None) -> tuple[Requirement, ...]:
    return project.requires if environment is None else environment.pinned(project.requires)
