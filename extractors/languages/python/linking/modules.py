"""Which file is which module, and which module an import means.

The folder above the outermost folder with `__init__.py` is the import root: `src/pkg/mod.py` is `pkg.mod`, and so is
`src/pkg/inner/mod.py` `pkg.inner.mod`, whether `inner` has an `__init__.py` or not. A file in no package is named by its own
name. Where two files are the same module (two `conftest.py`), the one whose path is shortest keeps the plain id and each
other carries its root in brackets, `conftest[tests/unit]`. A dotted path from any folder above the root finds the module too,
as namespace packages need.
"""

from collections.abc import Iterable, Mapping

from extractors.languages.python.linking.values import Module
from graph.facts import FileFacts, SourceInfo


class Modules:
    """All modules of a project by path, name and folder."""

    def __init__(self, source: SourceInfo, files: Mapping[str, FileFacts]) -> None:
        self.by_path: dict[str, Module] = {}
        self.by_name: dict[str, list[Module]] = {}
        self.by_folder: dict[tuple[str, str], Module] = {}
        self._aliases: dict[str, Module] = {}
        self._packages = {path.rpartition("/")[0] for path in files if _stem(path) == "__init__"}
        self._source = source
        for path in sorted(files, key=lambda path: (path.endswith(".pyi"), path.count("/"), path)):
            self._add(path)
        self.in_order = [self.by_path[path] for path in sorted(self.by_path)]
        self._add_folders()

    def _root(self, folder: str) -> str:
        """The folder above the outermost package around a folder; the folder itself where there is none."""
        root, above = folder, folder
        while above:
            parent = above.rpartition("/")[0]
            if above in self._packages:
                root = parent
            above = parent
        return root

    def _add(self, path: str) -> None:
        folder, stem = path.rpartition("/")[0], _stem(path)
        if stem == "__init__":
            parent, _, name = folder.rpartition("/")
            root = self._root(parent) if folder else ""
            inner = (folder[len(root) :].strip("/").replace("/", ".")) if folder else self._source.name
        else:
            root = self._root(folder)
            inner = f"{folder[len(root) :].strip('/')}/{stem}".strip("/").replace("/", ".")
            parent, name = folder, stem
        module = Module(inner, path, folder)
        same = self.by_name.setdefault(inner, [])
        suffix = f"[{path if any(_root_of(m) == root for m in same) else root or '.'}]" if same else ""
        module.id = f"{self._source.id}#{inner}{suffix}"
        same.append(module)
        self.by_path[path] = module
        self.by_folder.setdefault((parent, name), module)
        full = inner
        for part in reversed(root.split("/")) if root else ():
            full = f"{part}.{full}"
            self._aliases.setdefault(full, module)

    def _add_folders(self) -> None:
        """Folders without `__init__.py` that hold modules can be imported as namespace packages."""
        for module in self.in_order:
            folder = module.folder
            while folder:
                parent, _, name = folder.rpartition("/")
                if (parent, name) not in self.by_folder:
                    namespace = Module(folder.replace("/", "."), "", folder)
                    self.by_folder[parent, name] = namespace
                    parts = folder.split("/")
                    for start in range(len(parts)):
                        self._aliases.setdefault(".".join(parts[start:]), namespace)
                folder = parent

    def submodule(self, module: Module, name: str) -> Module | None:
        """A module directly within a package or namespace folder."""
        if module.path and _stem(module.path) != "__init__":
            return None
        return self.by_folder.get((module.folder, name))

    def find(self, name: str, importer: Module) -> Module | None:
        """The module that an absolute import means: the importer's own tree first, then the shortest path."""
        found = self.by_name.get(name)
        if found:
            if len(found) == 1:
                return found[0]
            return max(found, key=lambda module: _shared(module.folder, importer.folder))
        return self._aliases.get(name)

    def relative(self, importer: Module, level: int, name: str) -> Module | None:
        """The module that a relative import means."""
        folder = importer.folder
        for _ in range(level - 1):
            if not folder:
                return None
            folder = folder.rpartition("/")[0]
        if not name:
            parent, _, last = folder.rpartition("/")
            return self.by_folder.get((parent, last)) if folder else self.by_folder.get(("", ""))
        *parents, last = name.split(".")
        return self.by_folder.get(("/".join(filter(None, [folder, *parents])), last))

    def imported(self, importer: Module, level: int, name: str) -> Module | None:
        """The module that an import statement means."""
        return self.relative(importer, level, name) if level else self.find(name, importer)

    def top_names(self) -> Iterable[str]:
        """First parts of the project's module names."""
        return {name.partition(".")[0] for name in self.by_name}


def absolute(module: Module, level: int, name: str) -> str:
    """A relative import's module as a dotted name."""
    parts = module.name.split(".")
    is_package = module.path.endswith(("__init__.py", "__init__.pyi"))
    kept = len(parts) - level + is_package
    if level and kept < 1:
        return "." * level + name  # beyond the top package
    parts = parts[:kept] if level else parts
    return ".".join(filter(None, [*parts, name])) or module.name


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _root_of(module: Module) -> str:
    path = module.path.rpartition(".")[0].removesuffix("/__init__")
    return path[: -len(module.name)].strip("/") if path.replace("/", ".").endswith(module.name) else path


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        count += 1
    return count
