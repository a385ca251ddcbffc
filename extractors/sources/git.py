"""A git repository at one revision, read without a work tree: no hook, filter or checkout of it ever runs."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.licenses.files import license_file_kind
from extractors.licenses.reuse import is_annotation
from extractors.sources.distributions.identity import generic_id, repository_id, repository_name, without_credentials
from extractors.sources.distributions.project import Project, describe, is_description
from extractors.sources.reading import files
from extractors.sources.reading.checkout import Checkout, GitError, available, checkout, git
from extractors.sources.reading.documents import (
    MAX_BYTES,
    annotated,
    chosen,
    printable,
    read_document,
    snapshot,
    terms,
    too_large,
)
from extractors.sources.reading.options import Options
from graph.errors import InputError, NotFoundError, SourceError
from graph.facts import Diagnostic, Document, LicenseAnnotation, LicenseFile, Snapshot, SourceInfo, SourceKind
from graph.ports import Source

FORM = "git+URL@REV"
_PREFIX = "git+"
_SCHEMES = ("https://", "http://", "ssh://", "file:///", "git://")
_LINK, _FILE = "120000", ("100644", "100755")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in a commit's tree."""

    mode: str
    blob: str
    size: int


def accepts(location: str) -> bool:
    """Whether a location names a repository."""
    return location.startswith(_PREFIX)


def open_location(location: str, options: Options) -> tuple[Source, ...]:
    """The repository at a branch, tag or commit, by default at its HEAD. Raises InputError."""
    url = location.removeprefix(_PREFIX)
    if not url.startswith(_SCHEMES):
        raise InputError(f"{without_credentials(url)} is no repository URL: give git+https://…, git+ssh://… or git+file:///…")
    if not available():
        raise SourceError("git is needed to read a repository and is not installed: install git")
    # an @ before the last slash of the authority is a user's, one in the path or after it starts the revision
    scheme, rest = url.split("://", 1)
    authority, slash, path = rest.partition("/")
    path, _, revision = path.partition("@")
    return (Repository(f"{scheme}://{authority}{slash}{path}", revision or "HEAD", options),)


@dataclass(frozen=True, slots=True)
class Repository:
    """Fetches one revision and reads the files of its tree."""

    url: str
    revision: str
    options: Options

    def read(self) -> Snapshot:
        """The tree at the revision. Raises NotFoundError, SourceError, InputError."""
        with tempfile.TemporaryDirectory(prefix="codecraft-git-") as folder:
            bare = Path(folder)
            git(bare, "init", "--quiet", "--bare")
            commit = self._fetch(bare)
            tree = _tree(bare, commit)
            project = _project(bare, tree)
            read = list(_documents(bare, tree, self.options))
            stated, beside = _terms(bare, tree)
        return snapshot(
            self._info(commit, project),
            read,
            license_files=stated,
            stated=project.stated,
            beside=beside,
            only_pages=self.options.only_pages,
        )

    def find(self) -> str:
        """The commit that a branch or tag is at now, without fetching it; what is none of them stays as given.

        Raises SourceError.
        """
        with tempfile.TemporaryDirectory(prefix="codecraft-git-") as folder:
            try:
                listed = git(Path(folder), "ls-remote", "--", self.url, self.revision, f"{self.revision}^{{}}")
            except GitError as failure:
                shown = without_credentials(self.url)
                raise SourceError(f"{shown} cannot be asked: git says {without_credentials(failure.reason)}") from failure
        lines = [line.split("\t", 1) for line in listed.decode("utf-8", "replace").splitlines()]
        # of an annotated tag the commit is named by the line that ends in ^{}
        peeled = [commit for commit, name in lines if name.endswith("^{}")]
        return (peeled or [commit for commit, _ in lines] or [self.revision])[0]

    def _fetch(self, bare: Path) -> str:
        """Bring the revision's commit into the bare repository; its full id."""
        try:
            git(bare, "fetch", "--quiet", "--depth=1", "--no-tags", "--", self.url, self.revision)
            return _line(bare, "rev-parse", "--verify", "FETCH_HEAD^{commit}")
        except GitError:
            # a server that knows only its branches and tags, or an abbreviated commit: fetch them all and look there
            shown = without_credentials(self.url)
            try:
                git(bare, "fetch", "--quiet", "--", self.url, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
            except GitError as failure:
                raise SourceError(f"{shown} cannot be fetched: git says {without_credentials(failure.reason)}") from failure
            try:
                return _line(bare, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.revision}^{{commit}}")
            except GitError as failure:
                raise NotFoundError(f"{shown} has no revision {self.revision!r}: give a branch, a tag or a commit") from failure

    def _info(self, commit: str, project: Project) -> SourceInfo:
        name = project.name or repository_name(self.url)
        shown = without_credentials(self.url)
        return SourceInfo(
            id=repository_id(self.url, name=name, revision=commit),
            kind=SourceKind.GIT,
            name=name,
            location=f"{_PREFIX}{shown}@{self.revision}",
            version=project.version,
            revision=commit,
            requires=project.requires,
        )


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit of the checkout that a folder is in. Nothing is fetched, and the work tree stays as it is.

    `revision` is whatever git takes for a commit. The id has no version, so that two revisions name the same things alike.
    """

    folder: Path
    revision: str
    options: Options

    def read(self) -> Snapshot:
        """The folder at the commit. Raises InputError, NotFoundError, SourceError."""
        root = self.folder.resolve()
        try:
            around = checkout(root, self.options.suffixes)
        except GitError as failure:
            raise SourceError(f"{self.folder} cannot be read: git says {failure.reason}") from failure
        if around is None:
            raise InputError(f"{self.folder} is in no git checkout: give a directory that is")
        try:
            commit = _line(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.revision}^{{commit}}")
        except GitError as failure:
            raise NotFoundError(
                f"{self.folder} has no revision {self.revision!r}: give a branch, a tag or a commit"
            ) from failure
        try:
            tree = _tree(root, f"{commit}:{around.prefix}")
        except GitError as failure:
            raise NotFoundError(f"there is no {around.prefix} at {self.revision}: git says {failure.reason}") from failure
        project = _project(root, tree)
        info = self._info(root, around, commit, project)
        stated, beside = _terms(root, tree)
        read = list(_documents(root, tree, self.options))
        return snapshot(info, read, license_files=stated, stated=project.stated, beside=beside)

    def _info(self, root: Path, around: Checkout, commit: str, project: Project) -> SourceInfo:
        name = project.name or (repository_name(around.remote) if not around.prefix else "") or root.name or "root"
        remote = around.remote
        return SourceInfo(
            id=repository_id(remote, name=name, prefix=around.prefix) if remote else generic_id(name),
            kind=SourceKind.GIT,
            name=name,
            location=str(root),
            version=project.version,
            revision=commit,
            requires=project.requires,
        )


def _project(bare: Path, tree: dict[str, _Entry]) -> Project:
    described = [path for path in tree if "/" not in path and is_description(path) and _is_small_file(tree[path])]
    return describe(dict(zip(described, _blobs(bare, tree, described), strict=True)))


def _documents(bare: Path, tree: dict[str, _Entry], options: Options) -> Iterator[Document | Diagnostic]:
    wanted = []
    for path in chosen(files.kept(tree), options):
        entry = tree[path]
        if printable(path) != path:
            yield Diagnostic(printable(path), "not-utf8", "has a name that is not UTF-8: rename it")
        elif entry.mode in _FILE and entry.size > MAX_BYTES:
            yield too_large(path, entry.size)
        elif entry.mode in _FILE:
            wanted.append(path)
        elif entry.mode == _LINK:
            yield from _linked(bare, tree, path)
    for path, data in zip(wanted, _blobs(bare, tree, wanted), strict=True):
        yield read_document(path, data)


def _tree(bare: Path, commit: str) -> dict[str, _Entry]:
    found = {}
    for line in git(bare, "ls-tree", "-r", "-l", "-z", "--full-tree", commit).split(b"\0"):
        if line:
            facts, _, path = line.partition(b"\t")
            mode, _, blob, size = facts.decode().split()
            found[os.fsdecode(path)] = _Entry(mode, blob, int(size) if size.isdigit() else 0)
    return found


def _linked(bare: Path, tree: dict[str, _Entry], path: str) -> Iterator[Document | Diagnostic]:
    """A link's document where it points at a file of the tree, a diagnostic where it leaves the tree."""
    target = os.fsdecode(next(_blobs(bare, tree, [path])))
    resolved = os.path.normpath(f"{path.rpartition('/')[0]}/{target}".lstrip("/")) if not target.startswith("/") else target
    if resolved.startswith(("/", "..")):
        yield files.outside(path)
    elif (entry := tree.get(resolved)) is not None and _is_small_file(entry):
        yield read_document(path, next(_blobs(bare, tree, [resolved])))


def _terms(bare: Path, tree: dict[str, _Entry]) -> tuple[tuple[LicenseFile, ...], tuple[LicenseAnnotation, ...]]:
    """The files of terms in the tree, and what others state."""
    named = (path for path in files.kept(tree) if license_file_kind(path) or is_annotation(path))
    paths = [path for path in named if _is_small_file(tree[path]) and printable(path) == path]
    read = dict(zip(paths, _blobs(bare, tree, paths), strict=True)).get
    return terms(paths, read), annotated(paths, read)


def _is_small_file(entry: _Entry) -> bool:
    return entry.mode in _FILE and entry.size <= MAX_BYTES


def _blobs(bare: Path, tree: dict[str, _Entry], paths: list[str]) -> Iterator[bytes]:
    """The contents of files, in the order of the paths."""
    asked = "".join(f"{tree[path].blob}\n" for path in paths).encode()
    answer = memoryview(git(bare, "cat-file", "--batch", given=asked)) if paths else memoryview(b"")
    start = 0
    for path in paths:
        start = bytes(answer[start : start + 200]).index(b"\n") + start + 1
        size = tree[path].size
        yield bytes(answer[start : start + size])
        start += size + 1


def _line(bare: Path, *arguments: str) -> str:
    return git(bare, *arguments).decode().strip()
