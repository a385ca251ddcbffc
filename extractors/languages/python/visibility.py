"""Which files can see each other: the groups that are linked apart, each as if the others were not there.

Values flow both ways, arguments to what is called and results back, so a group is closed in both directions: whatever an import
could possibly lead to is in it, the file's own package, and every file whose module name begins alike (ids and ambiguous
names are settled among those). What is taken for visible here may be more than what the linker finds, never less.
"""

from collections.abc import Collection, Iterable, Mapping

from graph.facts import FileFacts


def groups(files: Mapping[str, FileFacts]) -> list[list[str]]:
    """The paths in groups, both in path order."""
    sets = _Sets(files)
    packages = {_folder(path): path for path in sorted(files) if _name(path) == "__init__"}
    named = _Families(sets, {path: _beginnings(path, packages) for path in files})
    within = _Families(sets, {path: _ancestors(path) for path in files})
    for path, facts in files.items():
        for folder in _ancestors(path):
            if folder in packages:
                sets.join(path, packages[folder])
        named.join(path, _top(path, packages))
        for top in {one.module.partition(".")[0] for one in facts.imports if not one.level}:
            named.join(path, top)
        for folder in {_above(_folder(path), one.level - 1) for one in facts.imports if one.level}:
            within.join(path, folder)
    return sets.groups()


class _Sets:
    """Disjoint sets of paths."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._parent = {path: path for path in paths}

    def join(self, one: str, other: str) -> None:
        """Put two paths into one set."""
        self._parent[self._root(one)] = self._root(other)

    def groups(self) -> list[list[str]]:
        """The sets, each sorted, by their first path."""
        found: dict[str, list[str]] = {}
        for path in sorted(self._parent):
            found.setdefault(self._root(path), []).append(path)
        return list(found.values())

    def _root(self, path: str) -> str:
        while (parent := self._parent[path]) != path:
            self._parent[path] = path = self._parent[parent]
        return path


class _Families:
    """Paths that share a key, and come into one set when the key is asked for."""

    def __init__(self, sets: _Sets, keys: Mapping[str, Collection[str]]) -> None:
        self._sets = sets
        self._of: dict[str, list[str]] = {}
        for path, names in keys.items():
            for name in names:
                self._of.setdefault(name, []).append(path)

    def join(self, path: str, key: str) -> None:
        """Put a path into the set of all that have the key, if any has."""
        if family := self._of.get(key):
            for other in family[1:]:
                self._sets.join(other, family[0])
            del family[1:]  # they are one set from now on
            self._sets.join(path, family[0])


def _top(path: str, packages: Collection[str]) -> str:
    """The first part of a file's module name: its outermost package, else its own name."""
    outermost = [folder for folder in _ancestors(path) if folder and folder in packages]
    return _name(outermost[-1] + ".") if outermost else _name(path)


def _beginnings(path: str, packages: Collection[str]) -> set[str]:
    """Every name that an absolute import could begin with to lead here: folders that are no packages can be left out of it."""
    bare = next((folder for folder in _ancestors(path) if folder and folder not in packages), "")
    return {_top(path, packages), *(part.partition(".")[0] for part in bare.split("/") if part)}


def _ancestors(path: str) -> list[str]:
    """The folders around a file, the nearest first, the source's own (empty) last."""
    folders = []
    folder = _folder(path)
    while folder:
        folders.append(folder)
        folder = _folder(folder)
    return [*folders, ""]


def _above(folder: str, count: int) -> str:
    for _ in range(count):
        folder = _folder(folder)
    return folder


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _name(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]
