"""Two small sources to search in: `web` (Apache-2.0, with a file under MPL-2.0) and `tools` (GPL-3.0-only)."""

import ast
from collections.abc import Iterator, Mapping
from textwrap import dedent

from graph.facts import Batch, Edge, Node, Property, Vectors
from graph.ports import Embedder
from graph.texts import embedding_text, search_text

WEB, TOOLS = "pkg:pypi/web@1.0", "pkg:pypi/tools@2.0"

WEB_FILES = {
    "web/sessions.py": '''
        class Session:
            """Keeps cookies and connections from one request to the next."""

            def send(self, request):
                """Send a prepared request and give the response."""
                adapter = self.get_adapter(request.url)
                return adapter.send(request)

            def get_adapter(self, url):
                """Give the transport adapter that is mounted for a URL."""
                for prefix, adapter in self.adapters.items():
                    if url.startswith(prefix):
                        return adapter
    ''',
    "web/dates.py": '''
        def parse_http_date(text):
            """Turn the date of a response header into a moment in time."""
            return datetime.strptime(text, "%a, %d %b %Y %H:%M:%S GMT")

        DEFAULT_TIMEOUT = 30
    ''',
    "web/retry.py": '''
        class Retry:
            """How often a failed request is tried again, and how long to wait before that."""

            def backoff(self, attempt):
                """Seconds to sleep before the next attempt, doubled each time."""
                return min(self.longest, self.factor * 2 ** attempt)
    ''',
    "web/hashing.py": '''
        def sha256_of_file(path):
            """Digest of what a file holds, read in blocks."""
            digest = hashlib.sha256()
            return digest.hexdigest()
    ''',
    "tests/test_sessions.py": '''
        def test_send_gives_the_response(session):
            """Send a prepared request and give the response."""
            assert session.send(request).status == 200
    ''',
}
TOOLS_FILES = {
    "tools/archive.py": '''
        def extract_archive(path, target):
            """Unpack a zip or tar archive into a folder, refusing names that lead out of it."""
            with zipfile.ZipFile(path) as archive:
                archive.extractall(target)

        class Session:
            """One sitting at the terminal, with its history."""
    ''',
}
_CALLS = [
    ("web.sessions.Session.send", "web.sessions.Session.get_adapter", "exact", 1.0, 6),
    ("tests.test_sessions.test_send_gives_the_response", "web.sessions.Session.send", "inferred", 0.8, 4),
    ("web.retry.Retry.backoff", "web.sessions.Session.send", "ambiguous", 0.4, 7),
]
_UNRESOLVED = {
    "web.sessions.Session.send": ["7 send unknown receiver"],
    "web.hashing.sha256_of_file": ["5 send computed target"],
}
_FILE_LICENSES = {"web/hashing.py": "MPL-2.0"}


def web(embedder: Embedder | None) -> Batch:
    """The source `web`, with vectors where an embedder is given."""
    calls = [
        Edge(
            "CALLS",
            f"{WEB}#{caller}",
            f"{WEB}#{callee}",
            {"method": method, "confidence": confidence, "line": line, "lines": [line], "sites": 1},
        )
        for caller, callee, method, confidence, line in _CALLS
    ]
    return _batch(WEB, "Apache-2.0", WEB_FILES, calls, embedder)


def tools(embedder: Embedder | None) -> Batch:
    """The source `tools`, with vectors where an embedder is given."""
    return _batch(TOOLS, "GPL-3.0-only", TOOLS_FILES, [], embedder)


def _batch(source: str, license_: str, files: Mapping[str, str], calls: list[Edge], embedder: Embedder | None) -> Batch:
    nodes, texts = [], {}
    for path, text in files.items():
        for node, embedded in _symbols(source, _FILE_LICENSES.get(path, license_), path, dedent(text).lstrip("\n")):
            nodes.append(node)
            if "Variable" not in node.labels:
                texts[node.id] = embedded
    about = Node(
        source,
        ("Source", "Entity", "Distribution"),
        {"name": source.partition("/")[2].partition("@")[0], "license": license_, "location": "", "source": source},
    )
    vectors = None
    if embedder:
        vectors = Vectors(
            embedder.model.id, tuple(texts), tuple(texts.values()), embedder.embed_documents(list(texts.values()))
        )
    return Batch(source, (about, *nodes), tuple(calls), vectors=vectors)


def _symbols(source: str, license_: str, path: str, text: str) -> Iterator[tuple[Node, str]]:
    module = path.removesuffix(".py").replace("/", ".")
    for name, kind, tree in _definitions(ast.parse(text), module):
        body = ast.get_source_segment(text, tree) or ""
        docstring = "" if isinstance(tree, ast.Assign) else ast.get_docstring(tree) or ""
        label = {"class": "Class", "variable": "Variable"}.get(kind, "Function")
        properties: dict[str, Property] = {
            "name": name.rpartition(".")[2],
            "qualified_name": name,
            "kind": kind,
            "module": module,
            "path": path,
            "line": tree.lineno,
            "end_line": tree.end_lineno or tree.lineno,
            "license": license_,
            "source": source,
            "search_text": search_text(name.rpartition(".")[2], name, "", docstring, body),
            **({"docstring": docstring} if docstring else {}),
        }
        if name in _UNRESOLVED:
            properties |= {"unresolved_names": ["send"], "unresolved_sites": _UNRESOLVED[name]}
        yield Node(f"{source}#{name}", (label, "Symbol"), properties), embedding_text(name, body)


def _definitions(
    tree: ast.Module | ast.ClassDef, prefix: str
) -> Iterator[tuple[str, str, ast.FunctionDef | ast.ClassDef | ast.Assign]]:
    for child in tree.body:
        if isinstance(child, ast.ClassDef):
            yield f"{prefix}.{child.name}", "class", child
            yield from _definitions(child, f"{prefix}.{child.name}")
        elif isinstance(child, ast.FunctionDef):
            yield f"{prefix}.{child.name}", "method" if isinstance(tree, ast.ClassDef) else "function", child
        elif isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Name):
            yield f"{prefix}.{child.targets[0].id}", "variable", child
