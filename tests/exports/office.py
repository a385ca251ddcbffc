"""What an officer looks at, small enough to check every export by hand: a program, two libraries, two models, an answer.

ours   MIT, reviewed, consented to; requires acme>=1, uses Python; LICENSE and NOTICE
       ours/main.py      def main(): calls acme.api.get (0.9), and `start` on something unknown; def idle()
       ours/vendored.py  says BSD-3-Clause OR LicenseRef-old at line 2
acme   Apache-2.0; requires tools>=2
       acme/api.py       def get(): makes a Client, calls Client.send (0.9, or Slow.send by dispatch, 0.4), tools.run;
                         def unused(): calls tools.idle
       acme/client.py    class Client: __init__, send (calls json.dumps);  class Slow(Client): send (calls tools.wait, 0.5)
tools  GPL-3.0-only: tools/__init__.py  def run(): calls run2; run2(); wait(); idle();
       class Swift: send, which overrides acme's Client.send
log    an answer of the model `talker` that cites acme/api.py:8, and gone 1.0, which was withdrawn
"""

from hashlib import sha256

from graph.facts import Batch, Edge, Node, Property
from graph.log import record
from graph.ports import GraphStore

OURS, ACME, TOOLS = "pkg:generic/ours", "pkg:pypi/acme@1.0", "pkg:pypi/tools@2.0"
PYTHON = "pkg:generic/cpython@3.12.1"
EMBEDDER, TALKER = f"model:little@{'aa' * 8}", f"model:talker@{'ef' * 8}"
AGENT = "agent:codecraft@0.1.0"

_SYMBOLS = {
    OURS: """
module   ours.main              ours/main.py       1
function ours.main.main         ours/main.py       3
function ours.main.idle         ours/main.py       9
module   ours.vendored          ours/vendored.py   1
""",
    ACME: """
module   acme.api               acme/api.py        1
function acme.api.get           acme/api.py        8
function acme.api.unused        acme/api.py       20
module   acme.client            acme/client.py     1
class    acme.client.Client     acme/client.py     3
method   acme.client.Client.__init__  acme/client.py  4
method   acme.client.Client.send      acme/client.py  8
class    acme.client.Slow       acme/client.py    14
method   acme.client.Slow.send  acme/client.py    16
""",
    TOOLS: """
module   tools                  tools/__init__.py  1
function tools.run              tools/__init__.py  3
function tools.run2             tools/__init__.py  9
function tools.wait             tools/__init__.py 12
function tools.idle             tools/__init__.py 15
class    tools.Swift            tools/__init__.py 18
method   tools.Swift.send       tools/__init__.py 19
""",
}
_CLAIMS = """
IMPORTS  ours.main                acme.api                  1 exact    1.0
INHERITS acme.client.Slow         acme.client.Client       14 exact    1.0
OVERRIDES tools.Swift.send        acme.client.Client.send  19 exact    1.0
CALLS    ours.main.main           acme.api.get              5 inferred 0.9
CALLS    acme.api.get             acme.client.Client        9 exact    1.0
CALLS    acme.api.get             acme.client.Client.send  10 inferred 0.9
CALLS    acme.api.get             acme.client.Slow.send    10 dispatch 0.4
CALLS    acme.api.get             tools.run                11 exact    1.0
CALLS    acme.api.unused          tools.idle               21 exact    1.0
CALLS    acme.client.Client.send  json.dumps               12 exact    0.9
CALLS    acme.client.Slow.send    tools.wait               17 inferred 0.5
CALLS    tools.run                tools.run2                4 exact    1.0
"""
_SOURCES: dict[str, dict[str, Property]] = {
    OURS: {
        "name": "ours", "version": "0.3", "kind": "directory", "license": "MIT", "location": "somewhere/ours",
        "revision": "c0ffee", "dirty": True, "digest": f"sha256:{'ab' * 32}", "files": 2, "call_sites": 2,
        "unresolved_calls": 1, "surroundings": [f"python acme {ACME}", f"python builtins {PYTHON}"],
        "review": "approved", "reviewer": "Ann Officer", "reviewed": "2026-03-01", "purpose": "ground",
        "consent_by": "Bob Owner", "consent_at": "2026-02-01T10:00:00+01:00", "consent_for": "ground",
    },
    ACME: {"name": "acme", "version": "1.0", "kind": "package", "license": "Apache-2.0", "digest": f"sha256:{'ac' * 32}"},
    TOOLS: {"name": "tools", "version": "2.0", "kind": "package", "license": "GPL-3.0-only", "digest": f"sha256:{'70' * 32}"},
}  # fmt: skip
_FILE_LICENSES = {"ours/vendored.py": "BSD-3-Clause OR LicenseRef-old"}
_UNRESOLVED = {"ours.main.main": ["4 start unknown receiver"]}
_LABELS = {"module": "Module", "class": "Class", "function": "Function", "method": "Function"}


def fill(store: GraphStore) -> GraphStore:
    """Put everything into a store."""
    store.ensure_schema()
    for source in (ACME, TOOLS, OURS):
        store.replace(_batch(source))
    _log(store)
    return store


def _batch(source: str) -> Batch:
    activity = f"activity:ingest:{source}:77"
    about, license_ = _SOURCES[source], str(_SOURCES[source]["license"])
    released = ("Distribution",) if source.startswith("pkg:pypi") else ()
    done = {"started": "2026-04-01T10:00:00+00:00", "ended": "2026-04-01T10:00:09+00:00"}
    nodes = [
        Node(source, ("Source", "Entity", *released), {**about, "source": source}),
        Node(activity, ("Activity",), {"kind": "ingest", "tool": "codecraft", "version": "0.1.0", "source": source, **done}),
    ]
    edges = [
        Edge("LICENSED_UNDER", source, license_, {"expression": license_, "kind": "declared", "method": "pep639"}),
        Edge("WAS_ATTRIBUTED_TO", source, AGENT, {}),
        Edge("WAS_ASSOCIATED_WITH", activity, AGENT, {}),
        Edge("USED", activity, source, {}),
        Edge("USED", activity, EMBEDDER, {}),
    ]
    for line in _SYMBOLS[source].strip().splitlines():
        kind, name, path, first = line.split()
        if kind == "module":
            _add_file(source, path, name, activity, nodes, edges)
        else:
            edges.append(Edge("CONTAINS", f"{source}#{name.rpartition('.')[0]}", f"{source}#{name}", {}))
        nodes.append(_symbol(source, kind, name, path, int(first)))
    edges += [one for line in _CLAIMS.strip().splitlines() if (one := _claim(line.split())).start.startswith(f"{source}#")]
    if source == OURS:
        _add_terms(nodes, edges)
    needs = {OURS: (ACME, ">=1"), ACME: (TOOLS, ">=2")}.get(source)
    if needs:
        edges.append(Edge("DEPENDS_ON", source, needs[0], {"specifier": needs[1]}))
    return Batch(source, tuple(nodes), tuple(edges), *_shared())


def _add_file(source: str, path: str, module: str, activity: str, nodes: list[Node], edges: list[Edge]) -> None:
    file, digest = f"{source}#/{path}", sha256(path.encode()).hexdigest()
    license_ = _FILE_LICENSES.get(path, str(_SOURCES[source]["license"]))
    about = {"path": path, "digest": f"sha256:{digest}", "license": license_, "source": source}
    nodes.append(Node(file, ("File", "Entity"), about))
    edges += [
        Edge("CONTAINS", source, file, {}),
        Edge("CONTAINS", file, f"{source}#{module}", {}),
        Edge("WAS_GENERATED_BY", file, activity, {}),
        Edge("WAS_DERIVED_FROM", f"{source}#{module}", file, {}),
    ]


def _add_terms(nodes: list[Node], edges: list[Edge]) -> None:
    """What ours says of its licence, and what one file of it says of its own."""
    for path, kind, text in (
        ("LICENSE", "license", "MIT License\n\nCopyright (c) 2026 Ann Author\n"),
        ("NOTICE", "notice", "Ours contains code by Ann Author.\n"),
    ):
        copyrights: list[str] = [line for line in text.splitlines() if line.startswith("Copyright")]
        about: dict[str, Property] = {"path": path, "kind": kind, "text": text, "license": "MIT", "source": OURS}
        digest: dict[str, Property] = {"digest": f"sha256:{sha256(text.encode()).hexdigest()}", "copyrights": copyrights}
        nodes.append(Node(f"{OURS}#/{path}", ("LicenseFile", "Entity"), about | {k: v for k, v in digest.items() if v}))
        edges.append(Edge("CONTAINS", OURS, f"{OURS}#/{path}", {}))
    found: dict[str, Property] = {
        "expression": "BSD-3-Clause OR LicenseRef-old", "kind": "detected", "method": "spdx-header",
        "path": "ours/vendored.py", "line": 2,
    }  # fmt: skip
    edges += [Edge("LICENSED_UNDER", f"{OURS}#/ours/vendored.py", one, found) for one in ("BSD-3-Clause", "LicenseRef-old")]


def _symbol(source: str, kind: str, name: str, path: str, line: int) -> Node:
    sites = _UNRESOLVED.get(name, [])
    unknown: dict[str, Property] = {"unresolved_sites": sites, "unresolved_count": len(sites)}
    unknown["unresolved_names"] = [site.split()[1] for site in sites]
    about: dict[str, Property] = {
        "name": name.rpartition(".")[2],
        "qualified_name": name,
        "kind": kind,
        "module": path.removesuffix(".py").removesuffix("/__init__").replace("/", "."),
        "path": path,
        "line": line,
        "end_line": line + 3,
        "license": str(_SOURCES[source]["license"]),
        "source": source,
    }
    return Node(f"{source}#{name}", (_LABELS[kind], "Symbol"), about | (unknown if sites else {}))


def _claim(fields: list[str]) -> Edge:
    relation, start, end, line, method, confidence = fields
    told: dict[str, Property] = {"line": int(line), "lines": [int(line)], "method": method, "confidence": float(confidence)}
    imported: dict[str, Property] = {"kind": "runtime", "bindings": ["acme.api"], "names": [""], "kinds": ["runtime"]}
    more = imported | {"binding_lines": [int(line)]} if relation == "IMPORTS" else {}
    return Edge(relation, symbol(start), symbol(end), told | more)


def symbol(name: str) -> str:
    """The id of one of the names above."""
    source = {"ours": OURS, "acme": ACME, "tools": TOOLS}.get(name.partition(".")[0], PYTHON)
    return f"{source}#{name}"


def _shared() -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    categories = {"MIT": "permissive", "Apache-2.0": "permissive", "GPL-3.0-only": "copyleft", "PSF-2.0": "permissive",
                  "BSD-3-Clause": "permissive", "LicenseRef-old": "unknown"}  # fmt: skip
    dumps: dict[str, Property] = {"name": "dumps", "qualified_name": "json.dumps", "kind": "function", "distribution": PYTHON}
    outside: list[Node] = [
        Node(f"{PYTHON}#json.dumps", ("External",), dumps),
        Node(PYTHON, ("Distribution",), {"name": "cpython", "version": "3.12.1", "license": "PSF-2.0"}),
        *(_outside(TOOLS, name) for name in ("tools.run", "tools.wait", "tools.idle")),
        Node(TOOLS, ("Distribution",), {"name": "tools", "version": "2.0", "license": "GPL-3.0-only"}),
    ]
    nodes = [
        *outside,
        *(Node(id_, ("License",), {"name": id_, "category": category}) for id_, category in categories.items()),
        Node(AGENT, ("Agent",), {"name": "codecraft", "version": "0.1.0", "kind": "software"}),
        Node(
            EMBEDDER,
            ("Model", "Entity"),
            {"name": "little", "digest": f"sha256:{'aa' * 32}", "license": "Apache-2.0", "dimensions": 16},
        ),
    ]
    edges = [
        Edge("CONTAINS", PYTHON, f"{PYTHON}#json.dumps", {}),
        Edge("LICENSED_UNDER", PYTHON, "PSF-2.0", {"expression": "PSF-2.0", "kind": "declared"}),
    ]
    return tuple(nodes), tuple(edges)


def _outside(source: str, name: str) -> Node:
    about: dict[str, Property] = {
        "name": name.rpartition(".")[2], "qualified_name": name, "kind": "function", "distribution": source,
    }  # fmt: skip
    return Node(f"{source}#{name}", ("External",), about)


def _log(store: GraphStore) -> None:
    """What belongs to no source: an answer with its citation, and a tombstone."""
    answer = "answer:5e"
    done: dict[str, Property] = {"started": "2026-04-02T09:00:00+00:00", "ended": "2026-04-02T09:00:02+00:00"}
    activity = Node("activity:generation:5e", ("Activity",), {"kind": "generation", "tool": "codecraft", **done})
    citation: dict[str, Property] = {
        "symbol": symbol("acme.api.get"), "source": ACME, "path": "acme/api.py", "line": 8, "end_line": 18,
        "license": "Apache-2.0 OR MIT", "license_chosen": "MIT",
    }  # fmt: skip
    nodes = [
        Node(
            answer, ("Answer", "Entity"), {"at": "2026-04-02T09:00:02+00:00", "question_digest": "sha256:11", "model": TALKER}
        ),
        Node(f"{answer}#1", ("Citation", "Entity"), citation),
        Node(f"{answer}/question", ("Text", "Entity"), {"kind": "question", "text": "a secret?", "digest": "sha256:11"}),
        activity,
    ]
    talker: dict[str, Property] = {"name": "talker", "digest": f"sha256:{'ef' * 32}", "license": "LicenseRef-community"}
    edges = [
        Edge("WAS_GENERATED_BY", answer, activity.id, {}),
        Edge("USED", activity.id, TALKER, {}),
        Edge("WAS_DERIVED_FROM", answer, f"{answer}#1", {}),
        Edge("WAS_DERIVED_FROM", f"{answer}#1", f"{ACME}#/acme/api.py", {}),
    ]
    record(store, "generation", {"answer": answer}, nodes, edges, shared=[Node(TALKER, ("Model", "Entity"), talker)])
    gone: dict[str, Property] = {"source": "pkg:pypi/gone@1.0", "name": "gone", "license": "MIT", "files": 3}
    tombstone = Node("withdrawn:pkg:pypi/gone@1.0@2026-04-03T00:00:00+00:00", ("Withdrawal", "Entity"), gone)
    record(store, "withdrawal", {"source": "pkg:pypi/gone@1.0"}, [tombstone])
