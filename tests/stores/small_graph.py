"""Two small sources as they would stand in the graph, for every store.

acme (indexed first) is a released library under Apache-2.0; tools is another, under GPL-3.0-only. acme calls tools.run before
tools is indexed, so that tools.run begins as a name from outside. acme also calls json.dumps, which nobody indexes.

acme/api.py      import tools;  @logged def get(url): calls Client.send, tools.run, and `open` on something unknown
                 def logged(function);  DEFAULT = 3
acme/client.py   class Base: __init__, send;  class Client(Base): send (overrides; calls Base.send, json.dumps)
acme/main.py     def main(): makes a Client, calls get
tools/__init__.py   def run(command); def walk(): calls run, and itself, as a trace saw; tests run, as a trace saw
"""

import hashlib
from dataclasses import replace

import numpy as np

from graph.facts import Batch, Edge, Matrix, Node, Property, Vectors

ACME = "pkg:pypi/acme@1.0"
TOOLS = "pkg:pypi/tools@2.0"
PYTHON = "pkg:generic/cpython@3.12.1"
JSON_DUMPS = f"{PYTHON}#json.dumps"
MODEL = "model:little@sha256:aa"
AGENT = "agent:codecraft@0.1.0"
REVIEWER = "agent:person:Ada"

_LABELS = {
    "module": ("Module", "Symbol"),
    "class": ("Class", "Symbol"),
    "function": ("Function", "Symbol"),
    "method": ("Function", "Symbol"),
    "variable": ("Variable", "Symbol"),
}

_ACME = """
module    acme.api            acme/api.py      1  20
function  acme.api.logged     acme/api.py      3   6
function  acme.api.get        acme/api.py      8  18
variable  acme.api.DEFAULT    acme/api.py     20  20
module    acme.client         acme/client.py   1  30
class     acme.client.Base    acme/client.py   3  12
method    acme.client.Base.__init__  acme/client.py   4   6
method    acme.client.Base.send      acme/client.py   8  12
class     acme.client.Client  acme/client.py  14  30
method    acme.client.Client.send    acme/client.py  16  30
module    acme.main           acme/main.py     1   9
function  acme.main.main      acme/main.py     3   9
"""

_ACME_CLAIMS = """
IMPORTS    acme.api     tools                      1     exact       1.0
IMPORTS    acme.main    acme.api                   1     exact       1.0
IMPORTS    acme.main    acme.client                2     exact       1.0
INHERITS   acme.client.Client  acme.client.Base    14    exact       1.0
OVERRIDES  acme.client.Client.send  acme.client.Base.send  16  exact 1.0
DECORATED_BY acme.api.get      acme.api.logged     7     exact       1.0
RAISES     acme.api.get        acme.client.Base    15    inferred    0.9
CATCHES    acme.main.main      json.dumps          7     exact       0.98
TESTS      acme.main.main      acme.api.get        3     exact       0.98
REFERENCES acme.main.main      acme.api.DEFAULT    5     exact       1.0
CALLS      acme.api.get        acme.client.Client.send  10,12  inferred 0.9
CALLS      acme.api.get        tools.run           14    exact       0.95
CALLS      acme.client.Client.send  acme.client.Base.send  18  exact  1.0
CALLS      acme.client.Client.send  json.dumps     20    jedi        0.8
CALLS      acme.main.main      acme.client.Client  4     exact       1.0
CALLS      acme.main.main      acme.api.get        6     exact       1.0
"""

_TOOLS = """
module    tools       tools/__init__.py   1  20
function  tools.run   tools/__init__.py   3   9
function  tools.walk  tools/__init__.py  11  20
"""

_TOOLS_CLAIMS = """
CALLS  tools.walk  tools.run  12,15  exact  1.0
CALLS  tools.walk  tools.walk  13  observed  1.0
TESTS  tools.walk  tools.run  12  observed  1.0
"""


def acme() -> Batch:
    """The first source, with what it knows of tools and of Python from outside."""
    nodes, edges = _source(ACME, "acme", "1.0", "Apache-2.0", _ACME, _ACME_CLAIMS)
    nodes = [_with(node, unresolved_names=["open"], unresolved_sites=["16 open unknown receiver"], unresolved_count=1)
             if node.id.endswith("#acme.api.get") else node for node in nodes]  # fmt: skip
    nodes = [_with(node, sketch="AQAAAA==", tokens=40) if node.id.endswith(".send") else node for node in nodes]
    edges.append(Edge("DEPENDS_ON", ACME, TOOLS, {"specifier": ">=2"}))
    nodes.append(license_file(ACME, "NOTICE", "notice", "Acme\nCopyright 2020 Ada Example\n"))
    edges.append(Edge("CONTAINS", ACME, f"{ACME}#/NOTICE", {}))
    nodes.append(section(ACME, "README.md", "sending", "Sending", "How a client is made to send."))
    named: dict[str, Property] = {"method": "exact", "confidence": 0.95, "line": 3, "lines": [3]}
    edges.append(Edge("DOCUMENTS", f"{ACME}#/README.md#sending", f"{ACME}#acme.client.Client.send", named))
    sends = f"{ACME}#acme.client.Base.send", f"{ACME}#acme.client.Client.send"
    edges.append(Edge("SIMILAR_TO", *sends, {"method": "near-duplicate", "score": 0.75, "tokens": 40}))
    shared = [
        external(TOOLS, "tools", "module"),
        external(TOOLS, "tools.run", "function"),
        external(PYTHON, "json.dumps", "function"),
        distribution(TOOLS, "tools", "2.0", "GPL-3.0-only"),
        distribution(PYTHON, "cpython", "3.12.1", "Python-2.0"),
        *_common(),
    ]
    shared_edges = [
        Edge("CONTAINS", TOOLS, f"{TOOLS}#tools", {}),
        Edge("CONTAINS", TOOLS, f"{TOOLS}#tools.run", {}),
        Edge("CONTAINS", PYTHON, JSON_DUMPS, {}),
        Edge("LICENSED_UNDER", TOOLS, "GPL-3.0-only", {"expression": "GPL-3.0-only", "kind": "declared"}),
        Edge("LICENSED_UNDER", PYTHON, "Python-2.0", {"expression": "Python-2.0", "kind": "declared"}),
    ]
    return Batch(ACME, tuple(nodes), tuple(edges), tuple(shared), tuple(shared_edges), vectors(nodes))


def acme_knowing_less() -> Batch:
    """The first source when nobody could say what `json.dumps` is, nor under which licence Python and tools are."""
    whole = acme()
    unsaid = {
        JSON_DUMPS: external(PYTHON, "json.dumps", ""),
        PYTHON: distribution(PYTHON, "cpython", "3.12.1", ""),
        TOOLS: distribution(TOOLS, "tools", "2.0", ""),
    }
    shared = tuple(_said(unsaid.get(node.id, node)) for node in whole.shared_nodes)
    return replace(
        whole, shared_nodes=shared, shared_edges=tuple(edge for edge in whole.shared_edges if edge.type != "LICENSED_UNDER")
    )


def acme_moved() -> Batch:
    """The first source with each symbol a line further down."""
    whole = acme()
    nodes = [_with(node, line=int(str(node.properties.get("line", 0))) + 1) for node in whole.nodes]
    return replace(whole, nodes=tuple(nodes))


def tools() -> Batch:
    """The second source: what acme knew from outside."""
    nodes, edges = _source(TOOLS, "tools", "2.0", "GPL-3.0-only", _TOOLS, _TOOLS_CLAIMS)
    return Batch(TOOLS, tuple(nodes), tuple(edges), tuple(_common()), (), vectors(nodes))


def tools_like_acme() -> Batch:
    """The second source as one that holds a copy of a function of the first, which has to be there."""
    properties: dict[str, Property] = {"method": "near-duplicate", "score": 0.875, "tokens": 31}
    return replace(tools(), incoming=(Edge("SIMILAR_TO", f"{ACME}#acme.main.main", f"{TOOLS}#tools.walk", properties),))


def tools_without_run() -> Batch:
    """The source tools once its `run` is gone, though acme still calls it."""
    whole = tools()
    gone = f"{TOOLS}#tools.run"
    nodes = tuple(node for node in whole.nodes if node.id != gone)
    edges = tuple(edge for edge in whole.edges if gone not in (edge.start, edge.end))
    return Batch(TOOLS, nodes, edges, whole.shared_nodes, (), vectors(nodes))


def working_tree() -> Batch:
    """A source that is not released: a folder with nothing in it."""
    return Batch("pkg:generic/folder", (Node("pkg:generic/folder", ("Source", "Entity"), {"name": "folder"}),), ())


def nothing(source: str) -> Batch:
    """What removes a source."""
    return Batch(source, (), ())


def appended() -> list[tuple[list[Node], list[Edge], list[str]]]:
    """What is appended in turn: nodes, relations, and the ids of what goes. An answer that cites a file, and its record."""
    answer, used = "answer:1f", "activity:generation:1f"
    cited: dict[str, Property] = {"source": ACME, "path": "acme/api.py", "line": 8, "end_line": 18, "license": "Apache-2.0"}
    record: dict[str, Property] = {
        "sequence": 1,
        "kind": "generation",
        "content": f'{{"sources":["{ACME}"]}}',
        "digest": _digest("1"),
    }
    first = [
        Node(answer, ("Answer", "Entity"), {"at": "2026-10-01T12:00:00.000+00:00", "question_digest": _digest("why")}),
        Node(used, ("Activity",), {"kind": "generation"}),
        Node(f"{answer}#1", ("Citation", "Entity"), cited),
        Node(f"{answer}/question", ("Text", "Entity"), {"text": "why"}),
        Node("consent:me:store-prompts@1", ("Consent", "Entity"), {"key": "me", "purpose": "store-prompts", "given": True}),
        Node(f"withdrawn:{TOOLS}@1", ("Withdrawal", "Entity"), {"source": TOOLS, "reason": "asked to"}),
        Node(f"vectors:{ACME}@1", ("Vectors", "Entity"), {"source": ACME, "model": MODEL, "digest": _digest("vectors")}),
        Node("record:1", ("Record",), record),
    ]
    edges = [
        Edge("WAS_GENERATED_BY", answer, used, {}),
        Edge("WAS_DERIVED_FROM", answer, f"{answer}#1", {}),
        Edge("RECORDS", "record:1", answer, {}),
    ]
    second = Node("record:2", ("Record",), {**record, "sequence": 2, "kind": "purge", "digest": _digest("2")})
    return [(first, edges, []), ([second], [], [f"{answer}/question"])]


def external(source: str, name: str, kind: str) -> Node:
    """A name from outside as another source knows it."""
    properties = {"name": name.rpartition(".")[2], "qualified_name": name, "kind": kind, "distribution": source}
    return Node(f"{source}#{name}", ("External",), properties)


def license_file(source: str, path: str, kind: str, text: str) -> Node:
    """A file of terms, notices or authors."""
    copyrights = [line for line in text.splitlines() if line.startswith("Copyright")]
    properties: dict[str, Property] = {"path": path, "kind": kind, "text": text, "digest": _digest(text), "source": source}
    return Node(
        f"{source}#/{path}", ("LicenseFile", "Entity"), {**properties, "license": "NOASSERTION", "copyrights": list(copyrights)}
    )


def section(source: str, path: str, slug: str, title: str, text: str) -> Node:
    """A section of a page of documentation."""
    about: dict[str, Property] = {"title": title, "kind": "section", "level": 1, "path": path, "line": 1, "end_line": 3}
    words = f"{title} {text}".lower().replace(".", "")
    more: dict[str, Property] = {"text": text, "search_text": words, "license": "Apache-2.0", "source": source}
    return Node(f"{source}#/{path}#{slug}", ("Section",), about | more)


def distribution(source: str, name: str, version: str, license_: str) -> Node:
    """A distribution that is not indexed."""
    return Node(source, ("Distribution",), {"name": name, "version": version, "license": license_})


def vectors(nodes: list[Node] | tuple[Node, ...], model: str = MODEL) -> Vectors:
    """A vector for each symbol, made of its search words: symbols that share words are near."""
    symbols = [node for node in nodes if "Symbol" in node.labels]
    texts = [str(node.properties["search_text"]) for node in symbols]
    return Vectors(model, tuple(node.id for node in symbols), tuple(_digest(text) for text in texts), embed(texts))


def embed(texts: list[str]) -> Matrix:
    """Unit vectors of 16 dimensions, one for each text: a word turns into a direction by its digest."""
    rows = np.zeros((len(texts), 16), np.float32)
    for at, text in enumerate(texts):
        for word in text.split():
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
            rows[at] += np.random.default_rng(seed).normal(size=16).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=rows, where=lengths > 0)


def _source(source: str, name: str, version: str, license_: str, symbols: str, claims: str) -> tuple[list[Node], list[Edge]]:
    activity = f"activity:ingest:{source}:1234"
    properties = {"name": name, "version": version, "kind": "package", "license": license_, "digest": _digest(name)}
    properties |= {"review": "approved", "reviewer": "Ada", "reviewed": "2026-11-20", "purpose": "ground", "refresh": "weekly"}
    nodes = [
        Node(source, ("Source", "Entity", "Distribution"), {**properties, "files": 3, "grounds": ["tests"], "source": source}),
        Node(activity, ("Activity",), {"kind": "ingest", "tool": "codecraft", "version": "0.1.0", "source": source}),
    ]
    edges = [
        Edge("LICENSED_UNDER", source, license_, {"expression": license_, "kind": "declared"}),
        Edge("WAS_ATTRIBUTED_TO", source, AGENT, {}),
        Edge("WAS_ATTRIBUTED_TO", source, REVIEWER, {"role": "reviewer"}),
        Edge("WAS_ASSOCIATED_WITH", activity, AGENT, {}),
        Edge("USED", activity, source, {}),
        Edge("USED", activity, MODEL, {}),
    ]
    ids = {line.split()[1]: f"{source}#{line.split()[1]}" for line in symbols.strip().splitlines()}
    for line in symbols.strip().splitlines():
        kind, dotted, path, first, last = line.split()
        file = f"{source}#/{path}"
        if kind == "module":
            about: dict[str, Property] = {"path": path, "digest": _digest(path), "license": license_, "source": source}
            about["copyrights"] = [f"Copyright 2026 The authors of {dotted}"]
            nodes.append(Node(file, ("File", "Entity"), about))
            edges.append(Edge("CONTAINS", source, file, {}))
            edges.append(Edge("WAS_GENERATED_BY", file, activity, {}))
            edges.append(Edge("WAS_DERIVED_FROM", ids[dotted], file, {}))
        nodes.append(_symbol(source, kind, dotted, path, (int(first), int(last)), license_))
        edges.append(Edge("CONTAINS", ids.get(dotted.rpartition(".")[0], file), ids[dotted], {}))
    edges += [_claim(line.split(), ids) for line in claims.strip().splitlines()]
    return nodes, edges


def _symbol(source: str, kind: str, dotted: str, path: str, lines: tuple[int, int], license_: str) -> Node:
    words = dotted.lower().replace("_", "").replace(".", " ")
    return Node(
        f"{source}#{dotted}",
        _LABELS[kind],
        {
            "name": dotted.rpartition(".")[2],
            "qualified_name": dotted,
            "kind": kind,
            "module": path.removesuffix(".py").removesuffix("/__init__").replace("/", "."),
            "path": path,
            "line": lines[0],
            "end_line": lines[1],
            "license": license_,
            "source": source,
            "search_text": f"{words} {kind}",
        },
    )


def _claim(parts: list[str], ids: dict[str, str]) -> Edge:
    type_, start, end, at, method, confidence = parts
    outside = {"json.dumps": JSON_DUMPS, "tools": f"{TOOLS}#tools", "tools.run": f"{TOOLS}#tools.run"}
    lines = [int(line) for line in at.split(",")]
    properties: dict[str, Property] = {"method": method, "confidence": float(confidence), "line": lines[0], "lines": lines}
    if type_ == "IMPORTS":
        # As `import tools` at one line and, in a function, `from tools import *` at another would read.
        kinds: dict[str, Property] = {
            "kind": "runtime",
            "kinds": ["runtime", "lazy"],
            "binding_lines": [lines[0], lines[0] + 4],
        }
        properties |= {**kinds, "bindings": [end, "*"], "names": ["", "*"]}
    if method == "observed":
        properties |= {"static_method": "inferred", "static_confidence": 0.5}
        properties |= {"calls": 3, "at_least": True} if type_ == "CALLS" else {"direct": True, "runs": 2}
    return Edge(type_, ids[start], ids.get(end) or outside[end], properties)


def _common() -> list[Node]:
    categories = {"Apache-2.0": "permissive", "GPL-3.0-only": "copyleft", "Python-2.0": "permissive"}
    return [
        *(Node(id_, ("License",), {"name": id_, "category": category}) for id_, category in categories.items()),
        Node(AGENT, ("Agent",), {"name": "codecraft", "version": "0.1.0", "kind": "software"}),
        Node(REVIEWER, ("Agent",), {"name": "Ada", "kind": "person"}),
        Node(MODEL, ("Model", "Entity"), {"name": "little", "digest": "sha256:aa", "license": "MIT", "dimensions": 16}),
    ]


def _said(node: Node) -> Node:
    return Node(node.id, node.labels, {key: value for key, value in node.properties.items() if value != ""})


def _with(node: Node, **properties: Property) -> Node:
    return Node(node.id, node.labels, {**node.properties, **properties})


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
