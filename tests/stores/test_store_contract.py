"""What every store does alike."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from msgspec import structs

from graph.errors import InputError, ReadOnlyError, StoreError
from graph.facts import Batch, Change, Edge, Node, Property
from graph.ports import GraphStore
from graph.statements import parse_statement
from tests.stores.small_graph import (
    ACME,
    JSON_DUMPS,
    MODEL,
    PYTHON,
    TOOLS,
    acme,
    acme_knowing_less,
    embed,
    external,
    nothing,
    tools,
    tools_without_run,
    vectors,
)

type Content = Callable[[GraphStore], dict[str, object]]

RUN = f"{TOOLS}#tools.run"
_CALLERS = parse_statement("callers", "MATCH (f:Node {id: $id})<-[r:CALLS]-(c:Symbol) RETURN c.id AS id ORDER BY id")
_REFERENCE = parse_statement("reference", "MATCH (:Node {id: $id})-[r:REFERENCES]->(:Node {id: $end}) RETURN r")
_NODE = parse_statement("node", "MATCH (n:Node {id: $id}) RETURN n")


def ids(store: GraphStore) -> list[str]:
    return [row["id"] for row in store.run(parse_statement("ids", "MATCH (n:Node) RETURN n.id AS id ORDER BY id"))]


def test_a_new_store_is_empty(store: GraphStore) -> None:
    store.ensure_schema()
    assert ids(store) == []
    assert store.embedding_models() == {}
    assert store.nearest(embed(["send"])[0], limit=5) == []
    assert store.match_text(["send"], limit=5) == []


def test_what_was_stored_is_read_back(store: GraphStore) -> None:
    batch = acme()
    change = store.replace(batch)
    assert change.nodes_written == len(batch.nodes) + len(batch.shared_nodes)
    assert change.vectors_written == 12
    (row,) = store.run(_NODE, id=f"{ACME}#acme.api.get")
    properties = {
        key: value for key, value in row["n"]["properties"].items() if key not in ("vector", "fingerprint", "text_digest")
    }
    wanted = next(node for node in batch.nodes if node.id.endswith("#acme.api.get"))
    assert row["n"]["labels"] == ["Function", "Node", "Symbol"]
    assert properties == {"id": wanted.id, **wanted.properties}


def test_new_symbols_may_hold_any_text(store: GraphStore) -> None:
    """Texts are handed over joined by NUL, which a docstring can hold too."""
    said: dict[str, dict[str, Property]] = {
        f"{ACME}#acme.api.get": {"docstring": "a\0b", "decorators": ["", "one", ""]},
        f"{ACME}#acme.client.Client.send": {"decorators": ["a\0b", "c"], "unresolved_names": ["d"]},
        f"{ACME}#acme.client.Client": {"docstring": "words, 'quoted' and\nin lines", "decorators": [""]},
    }
    batch = acme()
    nodes = tuple(replace(node, properties={**node.properties, **said.get(node.id, {})}) for node in batch.nodes)
    assert {node.id for node in nodes} >= said.keys()
    store.replace(replace(batch, nodes=nodes))
    for id_, properties in said.items():
        (row,) = store.run(_NODE, id=id_)
        assert {key: row["n"]["properties"].get(key) for key in properties} == properties


def test_the_same_again_touches_nothing(store: GraphStore, content: Content) -> None:
    for batch in (acme(), tools()):
        store.replace(batch)
    before = content(store)
    for batch in (acme(), tools()):
        assert store.replace(batch) == Change()
    assert content(store) == before


def test_only_what_differs_is_written(store: GraphStore) -> None:
    batch = acme()
    store.replace(batch)
    first, *others = batch.edges
    changed = structs.replace(first, properties={"line": 99})
    kept = [edge for edge in others if edge.type != "REFERENCES"]
    nodes = [Node(n.id, n.labels, {**n.properties, "line": 4}) if n.id.endswith("#acme.api.get") else n for n in batch.nodes]
    change = store.replace(replace(batch, edges=(changed, *kept), nodes=tuple(nodes)))
    assert change == Change(nodes_written=1, edges_written=1, edges_removed=1)


def test_a_symbol_that_changes_its_kind_keeps_its_relations(store: GraphStore) -> None:
    batch = acme()
    store.replace(batch)
    id_ = f"{ACME}#acme.api.get"
    nodes = [Node(n.id, ("Variable", "Symbol"), n.properties) if n.id == id_ else n for n in batch.nodes]
    store.replace(replace(batch, nodes=tuple(nodes)))
    assert store.run(_NODE, id=id_)[0]["n"]["labels"] == ["Node", "Symbol", "Variable"]
    assert [row["id"] for row in store.run(_CALLERS, id=id_)] == [f"{ACME}#acme.main.main"]


def test_a_name_from_outside_becomes_a_symbol_and_keeps_its_callers(store: GraphStore) -> None:
    store.replace(acme())
    assert store.run(_NODE, id=RUN)[0]["n"]["labels"] == ["External", "Node"]
    store.replace(tools())
    assert store.run(_NODE, id=RUN)[0]["n"]["labels"] == ["Function", "Node", "Symbol"]
    assert [row["id"] for row in store.run(_CALLERS, id=RUN)] == [f"{ACME}#acme.api.get", f"{TOOLS}#tools.walk"]


def test_the_order_of_indexing_does_not_show(store: GraphStore, content: Content) -> None:
    for batch in (acme(), tools()):
        store.replace(batch)
    one_way = content(store)
    for batch in (nothing(ACME), nothing(TOOLS)):
        store.replace(batch)
    assert content(store) == {}
    for batch in (tools(), acme()):
        store.replace(batch)
    assert content(store) == one_way


def test_a_symbol_that_goes_stays_known_to_its_callers(store: GraphStore) -> None:
    for batch in (acme(), tools(), tools_without_run()):
        store.replace(batch)
    assert store.run(_NODE, id=RUN)[0]["n"] == {
        "labels": ["External", "Node"],
        "properties": {
            "id": RUN,
            "name": "run",
            "qualified_name": "tools.run",
            "kind": "function",
            "distribution": TOOLS,
        },
    }
    assert [row["id"] for row in store.run(_CALLERS, id=RUN)] == [f"{ACME}#acme.api.get"]
    assert RUN not in [one.id for one in store.match_text(["run"], limit=10)]
    assert RUN not in [one.id for one in store.nearest(embed(["tools run function"])[0], limit=20)]


def test_sections_are_found_apart_from_symbols(store: GraphStore) -> None:
    store.replace(acme())
    section = f"{ACME}#/README.md#sending"
    assert [one.id for one in store.match_text(["made", "client"], limit=10, label="Section")] == [section]
    assert section not in [one.id for one in store.match_text(["made", "client"], limit=10)]
    assert store.match_text(["made"], limit=10, sources=[TOOLS], label="Section") == []
    assert store.match_text(["made"], limit=10, licenses=["MIT"], label="Section") == []
    store.replace(nothing(ACME))
    assert store.match_text(["made"], limit=10, label="Section") == []


def test_a_source_that_goes_leaves_what_others_know_of_it(store: GraphStore, content: Content) -> None:
    store.replace(acme())
    alone = content(store)
    store.replace(tools())
    store.replace(nothing(TOOLS))
    assert content(store) == alone


def test_what_is_known_of_outside_names_follows_the_only_source_that_needs_them(store: GraphStore, content: Content) -> None:
    store.replace(acme())
    knowing_more = content(store)
    for id_ in (ACME, TOOLS):
        store.replace(nothing(id_))
    store.replace(acme_knowing_less())
    knowing_less = content(store)
    assert "Python-2.0" not in knowing_less
    store.replace(acme())
    assert content(store) == knowing_more
    store.replace(acme_knowing_less())
    assert content(store) == knowing_less
    assert store.replace(acme_knowing_less()) == Change()


def test_a_source_that_knows_less_takes_nothing_from_what_another_one_knows(store: GraphStore, content: Content) -> None:
    """A third source calls into tools too, and knows what it is."""
    third = "pkg:generic/third"
    start = f"{third}#main"
    nodes = (
        Node(third, ("Source", "Entity"), {"name": "third", "source": third}),
        Node(start, ("Function", "Symbol"), {"name": "main", "qualified_name": "main", "source": third, "search_text": "main"}),
    )
    calls = tuple(Edge("CALLS", start, id_, {"line": 1}) for id_ in (RUN, JSON_DUMPS))
    knowing = acme()
    outside = {TOOLS, PYTHON, RUN, JSON_DUMPS, "GPL-3.0-only", "Python-2.0"}
    shared = tuple(node for node in knowing.shared_nodes if node.id in outside)
    about = tuple(edge for edge in knowing.shared_edges if edge.end in outside)
    batch = Batch(third, nodes, (Edge("CONTAINS", third, start, {}), *calls), shared, about)
    store.replace(acme_knowing_less())
    store.replace(batch)
    before = {id_: content(store)[id_] for id_ in outside}
    assert store.run(_NODE, id=PYTHON)[0]["n"]["properties"]["license"] == "Python-2.0"
    store.replace(acme())
    store.replace(acme_knowing_less())
    assert {id_: content(store)[id_] for id_ in outside} == before


def test_what_nobody_needs_any_more_goes(store: GraphStore) -> None:
    batch = acme()
    store.replace(batch)
    assert JSON_DUMPS in ids(store)
    assert "Python-2.0" in ids(store)
    store.replace(replace(batch, edges=tuple(edge for edge in batch.edges if edge.end != JSON_DUMPS)))
    assert not {JSON_DUMPS, "pkg:generic/cpython@3.12.1", "Python-2.0"} & set(ids(store))
    store.replace(nothing(ACME))
    assert ids(store) == []
    assert store.embedding_models() == {}


def test_what_another_source_says_of_a_symbol_does_not_overwrite_it(store: GraphStore, content: Content) -> None:
    store.replace(tools())
    before = content(store)[RUN]
    batch = acme()
    lie = Node(RUN, ("External",), {"name": "wrong", "qualified_name": "wrong.wrong"})
    store.replace(replace(batch, shared_nodes=(lie, *(node for node in batch.shared_nodes if node.id != RUN))))
    assert content(store)[RUN] == before


def test_a_source_cannot_take_another_s_nodes(store: GraphStore, content: Content) -> None:
    store.replace(tools())
    before = content(store)
    taken = Node(RUN, ("Function", "Symbol"), {"name": "run", "source": ACME})
    with pytest.raises(InputError, match=r"belongs to pkg:pypi/tools@2\.0"):
        store.replace(Batch(ACME, (*acme().nodes, taken), ()))
    assert content(store) == before


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        (replace(acme(), nodes=(*acme().nodes, acme().nodes[0])), "twice"),
        (replace(acme(), edges=(*acme().edges, acme().edges[0])), "twice"),
        (replace(acme(), edges=(Edge("CALLS", RUN, f"{ACME}#acme.api.get", {}),)), "starts elsewhere"),
        (replace(acme(), nodes=acme().nodes[:3], edges=()), "has a vector for"),
    ],
)
def test_a_batch_that_contradicts_itself_is_refused(store: GraphStore, batch: Batch, message: str) -> None:
    with pytest.raises(InputError, match=message):
        store.replace(batch)
    assert ids(store) == []


def test_a_relation_to_nothing_is_refused_and_changes_nothing(store: GraphStore, content: Content) -> None:
    batch = acme()
    store.replace(batch)
    before = content(store)
    dangling = Edge("CALLS", f"{ACME}#acme.main.main", "pkg:pypi/nobody@1#nobody.knows", {"line": 1})
    with pytest.raises(StoreError, match="an end of a CALLS relation is missing"):
        store.replace(replace(batch, edges=(*batch.edges[5:20], dangling), vectors=None))
    assert content(store) == before
    assert set(store.embedding_models().values()) == {MODEL}


def test_what_a_relation_does_not_say_is_absent(store: GraphStore) -> None:
    """Relations of one type that say different things are written together."""
    start, kinds = (
        f"{ACME}#acme.main.main",
        [f"{ACME}#acme.api.get", f"{ACME}#acme.client.Client", f"{ACME}#acme.client.Client.send"],
    )
    said: list[dict[str, Property]] = [
        {"access": ["read"], "written": [3, 4], "line": 3},
        {"access": ["read", ""], "written": [], "line": 0},
        {"access": [], "confidence": 1.0, "lines": [7]},
    ]
    batch = acme()
    edges = [Edge("REFERENCES", start, end, properties) for end, properties in zip(kinds, said, strict=True)]
    others = [edge for edge in batch.edges if edge.type != "REFERENCES"]
    store.replace(replace(batch, edges=(*others, *edges)))
    for end, properties in zip(kinds, said, strict=True):
        (row,) = store.run(_REFERENCE, id=start, end=end)
        stored = {key: value for key, value in row["r"]["properties"].items() if key != "fingerprint"}
        assert stored == {key: value for key, value in properties.items() if value != []}


def test_a_property_that_no_statement_writes_is_said_and_changes_nothing(store: GraphStore, content: Content) -> None:
    batch = acme()
    store.replace(batch)
    before = content(store)
    first, *others = batch.edges
    strange = structs.replace(first, properties={**first.properties, "weight": 3})
    with pytest.raises(StoreError, match="does not write weight"):
        store.replace(replace(batch, edges=(strange, *others)))
    assert content(store) == before


def test_labels_that_nothing_writes_are_said(store: GraphStore) -> None:
    with pytest.raises(StoreError, match="nothing writes nodes with the labels Planet"):
        store.replace(Batch(ACME, (Node(ACME, ("Planet",), {}),), ()))


def test_nearest_is_by_angle_with_ties_by_id(store: GraphStore) -> None:
    store.replace(acme())
    batch = tools()
    twins = tuple(Node(n.id, n.labels, {**n.properties, "search_text": "twin"}) for n in batch.nodes)
    store.replace(replace(batch, nodes=twins, vectors=vectors(twins)))
    found = store.nearest(embed(["acme client client send method"])[0] * 7, limit=3)
    assert found[0].id == f"{ACME}#acme.client.Client.send"
    assert found[0].score == pytest.approx(1, abs=1e-5)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    twin = store.nearest(embed(["twin"])[0], limit=2)
    assert [one.id for one in twin] == [f"{TOOLS}#tools", f"{TOOLS}#tools.run"]
    inside = store.nearest(embed(["acme client client send method"])[0], limit=3, sources=[TOOLS])
    assert [one.id for one in inside] == [f"{TOOLS}#tools", f"{TOOLS}#tools.run", f"{TOOLS}#tools.walk"]
    assert store.nearest(embed(["twin"])[0], limit=0) == []


def test_nearest_among_some_symbols_has_the_same_scores(store: GraphStore) -> None:
    store.replace(acme())
    store.replace(tools())
    query = embed(["acme client client send method"])[0]
    scores = {one.id: one.score for one in store.nearest(query, limit=50)}
    some = [f"{TOOLS}#tools.walk", f"{ACME}#acme.client.Client.send", f"{ACME}#nothing", ACME]
    found = store.nearest(query, limit=9, among=some)
    assert [one.id for one in found] == [f"{ACME}#acme.client.Client.send", f"{TOOLS}#tools.walk"]
    assert [one.score for one in found] == pytest.approx([scores[one.id] for one in found], abs=1e-5)
    assert [one.id for one in store.nearest(query, limit=9, among=some, sources=[TOOLS])] == [f"{TOOLS}#tools.walk"]
    assert [one.id for one in store.nearest(query, limit=1, among=some)] == [f"{ACME}#acme.client.Client.send"]


def test_vectors_change_with_their_text_and_go_when_indexed_without(store: GraphStore) -> None:
    batch = acme()
    store.replace(batch)
    nodes = tuple(
        Node(n.id, n.labels, {**n.properties, "search_text": "zebra"}) if n.id.endswith("#acme.api.get") else n
        for n in batch.nodes
    )
    assert store.replace(replace(batch, nodes=nodes, vectors=vectors(nodes))).vectors_written == 1
    assert store.nearest(embed(["zebra"])[0], limit=1)[0].id == f"{ACME}#acme.api.get"
    moved = tuple(Node(n.id, n.labels, {**n.properties, "revision": "x"}) for n in nodes)
    assert store.replace(replace(batch, nodes=moved, vectors=vectors(nodes))).vectors_written == 0
    assert store.nearest(embed(["zebra"])[0], limit=1)[0].id == f"{ACME}#acme.api.get"
    store.replace(replace(batch, nodes=moved, vectors=None))
    assert store.embedding_models() == {}
    assert store.nearest(embed(["zebra"])[0], limit=1) == []


def test_sources_may_have_vectors_of_different_models(store: GraphStore) -> None:
    other = "model:other@sha256:bb"
    store.replace(acme())
    store.replace(tools())
    assert store.replace(replace(tools(), vectors=vectors(tools().nodes, other))).vectors_written == 3
    assert store.embedding_models() == {ACME: MODEL, TOOLS: other}

    query = embed(["walk send"])[0]
    found = [one.id for one in store.nearest(query, limit=20, sources=[ACME])]
    assert found
    assert all(one.startswith(ACME) for one in found)
    both = [f"{ACME}#acme.client.Client.send", f"{TOOLS}#tools.walk"]
    assert [one.id for one in store.nearest(query, limit=9, sources=[ACME], among=both)] == both[:1]


def test_words_are_matched(store: GraphStore) -> None:
    store.replace(acme())
    store.replace(tools())
    assert [one.id for one in store.match_text(["walk"], limit=5)] == [f"{TOOLS}#tools.walk"]
    both = [one.id for one in store.match_text(["walk", "main"], limit=5)]
    assert set(both) == {f"{TOOLS}#tools.walk", f"{ACME}#acme.main", f"{ACME}#acme.main.main"}
    assert [one.id for one in store.match_text(["module"], limit=2, sources=[TOOLS])] == [f"{TOOLS}#tools"]
    ties = [one.id for one in store.match_text(["method"], limit=2)]
    scores = [one.score for one in store.match_text(["method"], limit=9)]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert ties == [one.id for one in store.match_text(["method"], limit=9)][:2]


@pytest.mark.parametrize("word", ["walk)", "a:b", "*", "AND", '"', "\\", "walk~2", "[x TO y]", "été", "/x/", " "])
def test_words_have_no_syntax(store: GraphStore, word: str) -> None:
    store.replace(tools())
    assert f"{TOOLS}#tools.walk" in [one.id for one in store.match_text(["walk", word], limit=5)]


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Node {id: 'x'}) RETURN n",
        "MATCH (n:Node) DETACH DELETE n",
        "match (n:Node) set n.name = 'x'",
        "MATCH (n:Node) REMOVE n.name",
        "MERGE (n:Node {id: 'x'})",
        "MATCH (n) CALL { WITH n CREATE (m:Node {id: 'y'}) RETURN m } RETURN count(m) AS c",
        "MATCH (n) WITH n, '/*' AS a MERGE (m:Node {id: '*/'}) RETURN a",
        "MATCH (n) // MATCH\n SET n.x = 1",
        "MATCH (n) FOREACH (i IN [1] | CREATE (:Node {id: 'z'}))",
        "CREATE INDEX i FOR (n:X) ON (n.y)",
        "DROP CONSTRAINT node_id_unique",
        "LOAD CSV FROM 'file:///etc/hosts' AS line RETURN line",
        "CALL db.createLabel('X')",
        "CALL dbms.killConnections([])",
        "PROFILE CREATE (n:Node {id: 'x'})",
    ],
)
def test_writing_is_refused(store: GraphStore, content: Content, text: str) -> None:
    store.replace(tools())
    before = content(store)
    with pytest.raises(ReadOnlyError):
        store.run(parse_statement("mine", text))
    assert content(store) == before


def test_words_that_only_look_like_writing_are_not_refused(store: GraphStore) -> None:
    store.replace(tools())
    text = "MATCH (n:Node {id: $id}) // DELETE\n RETURN 'CREATE' AS `set`, n.`delete` AS gone, {`merge`: 1} AS m, n:`Set` AS l"
    (row,) = store.run(parse_statement("mine", text), id=RUN)
    assert row == {"set": "CREATE", "gone": None, "m": {"merge": 1}, "l": False}


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("MATCH (n:Node) RETURN n.id; MATCH (n) RETURN n", StoreError, "one statement"),
        ("MATCH (n:Node RETURN n", StoreError, "mine failed: "),
        ("HELLO", StoreError, "cannot begin with HELLO"),
        ("MATCH (n:Node {id: $id, name: $name}) RETURN n", InputError, r"needs \$id, \$name"),
    ],
)
def test_a_statement_that_cannot_run_says_why(store: GraphStore, text: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        store.run(parse_statement("mine", text))
    assert "\n" not in str(caught.value)


def test_values_are_plain(store: GraphStore) -> None:
    store.replace(
        Batch(ACME, (Node(ACME, ("Source", "Entity"), {"name": "é\n", "files": 2**53, "dirty": False, "x": 0.5}),), ())
    )
    text = """
    MATCH (n:Node)
    RETURN n.name AS name, n.files AS files, n.dirty AS dirty, n.x AS x, n.missing AS missing, 1.0 AS one,
           [1, [2.5, null]] AS list,
           {a: [date('2020-01-02')]} AS map, datetime('2020-01-02T03:04:05Z') AS at, duration('P1M2DT3S') AS lasting
    """
    assert store.run(parse_statement("values", text)) == [
        {
            "name": "é\n",
            "files": 2**53,
            "dirty": False,
            "x": 0.5,
            "missing": None,
            "one": 1.0,
            "list": [1, [2.5, None]],
            "map": {"a": ["2020-01-02"]},
            "at": "2020-01-02T03:04:05+00:00",
            "lasting": {"months": 1, "days": 2, "nanoseconds": 3_000_000_000},
        }
    ]


def test_nodes_relations_and_paths_have_one_shape(store: GraphStore) -> None:
    store.replace(replace(acme(), vectors=None))
    text = "MATCH p = (n:Node {id: $id})-[r:DECORATED_BY]->(m) RETURN p, r, size([x IN nodes(p) | x.id]) AS s"
    (row,) = store.run(parse_statement("path", text), id=f"{ACME}#acme.api.get")
    assert row["p"].keys() == {"nodes", "relations"}
    assert [node["properties"]["name"] for node in row["p"]["nodes"]] == ["get", "logged"]
    assert row["p"]["nodes"][0]["labels"] == ["Function", "Node", "Symbol"]
    assert row["p"]["relations"] == [row["r"]]
    assert row["r"]["type"] == "DECORATED_BY"
    assert row["r"]["properties"]["lines"] == [7]
    assert row["s"] == 2


def test_readers_see_the_old_or_the_new_state(store: GraphStore) -> None:
    """Readers in threads while a writer swaps two states in which every node and relation says which state it is of."""
    count = 400
    statement = parse_statement(
        "state",
        """
        MATCH (n:Symbol {source: $source})-[r:CALLS]->(m:Symbol)
        RETURN collect(DISTINCT n.line) AS nodes, collect(DISTINCT r.line) AS relations, count(r) AS count
        """,
    )
    seen: list[tuple[list[int], list[int], int]] = []
    broken: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                (row,) = store.run(statement, source=ACME)
                seen.append((row["nodes"], row["relations"], row["count"]))
        except BaseException as error:
            broken.append(error)

    store.replace(_state(1, count))
    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for state in range(2, 10):
        store.replace(_state(state, count))
    done.set()
    for reader in readers:
        reader.join()
    assert not broken
    assert {len(nodes) for nodes, _, _ in seen} == {1}
    assert all(nodes == relations for nodes, relations, _ in seen)
    assert {number for _, _, number in seen} == {count}
    assert len({nodes[0] for nodes, _, _ in seen}) > 1


def _state(state: int, count: int) -> Batch:
    nodes = [Node(ACME, ("Source", "Entity"), {"source": ACME})]
    ids_ = [f"{ACME}#f{number}" for number in range(count)]
    nodes += [Node(id_, ("Function", "Symbol"), {"source": ACME, "line": state}) for id_ in ids_]
    edges = [Edge("CALLS", id_, ids_[(at + state) % count], {"line": state}) for at, id_ in enumerate(ids_)]
    return Batch(ACME, tuple(nodes), tuple(edges))


def test_closing_twice_is_safe(store: GraphStore) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError):
        store.run(_NODE, id="x")


def test_an_external_of_an_indexed_distribution_stays_one(store: GraphStore) -> None:
    """A name that its distribution makes at run time: nobody defines it, so indexing the distribution changes nothing."""
    dynamic = external(TOOLS, "tools.made_up", "function")
    batch = acme()
    edges = (*batch.edges, Edge("CALLS", f"{ACME}#acme.main.main", dynamic.id, {"line": 8}))
    batch = replace(
        batch,
        edges=edges,
        shared_nodes=(*batch.shared_nodes, dynamic),
        shared_edges=(*batch.shared_edges, Edge("CONTAINS", TOOLS, dynamic.id, {})),
    )
    store.replace(batch)
    store.replace(tools())
    assert store.run(_NODE, id=dynamic.id)[0]["n"]["labels"] == ["External", "Node"]
    parents = parse_statement("parents", "MATCH (n:Node {id: $id})<-[:CONTAINS]-(p:Node) RETURN p.id AS id ORDER BY id")
    assert store.run(parents, id=dynamic.id) == [{"id": TOOLS}]
    assert store.run(parents, id=RUN) == [{"id": f"{TOOLS}#tools"}]
