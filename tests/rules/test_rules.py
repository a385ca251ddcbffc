"""How rules are run: copyleft with every hop, what keeps a rule from a clear answer, rules of one's own. On both engines."""

from pathlib import Path

import pytest

from graph.errors import InputError, NotFoundError
from graph.ports import GraphStore
from queries.rulebook import rulebook
from queries.rules import check
from queries.verdicts import Outcome, Verdict
from tests.rules.conftest import GIVEN
from tests.rules.graphs import draw


def _check(store: GraphStore, rule: str, graph: str) -> Verdict:
    draw(graph).put_into(store)
    return check(store, [rule], given=GIVEN)[0]


def test_every_rule_says_what_it_is() -> None:
    rules = rulebook().constraints
    assert {rule.name for rule in rules} >= {"copyleft_through_calls", "file_without_provenance", "source_without_license"}
    for rule in rules:
        assert rule.checked
        assert rule.title
        assert rule.rationale
        assert rule.remedy


def test_an_empty_graph_gives_no_clear_answer(store: GraphStore) -> None:
    for verdict in check(store, given=GIVEN):
        assert verdict.outcome is Outcome.UNDETERMINED
        assert verdict.blockers[0].title == "Nothing is indexed"


FIVE_CALLS_DEEP = """
source app MIT
source lib Apache-2.0
source gpl {license}
def app app.main
def app app.handle
def app app.unrelated
def lib lib.open
def lib lib.parse
def gpl gpl.read
def gpl gpl.tokens
app.main calls app.handle
app.handle calls lib.open
lib.open calls lib.parse
lib.parse calls gpl.read
gpl.read calls gpl.tokens
"""


def test_copyleft_five_calls_deep_over_two_distributions_is_found_with_every_hop(store: GraphStore) -> None:
    verdict = _check(store, "copyleft_through_calls", FIVE_CALLS_DEEP.format(license="GPL-3.0-only"))
    assert verdict.outcome is Outcome.FAIL
    found = {one.node: [hop.id.partition("#")[2] for hop in one.hops] for one in verdict.findings}
    assert found == {
        "pkg:generic/lib#lib.parse": ["lib.open", "lib.parse", "gpl.read"],
        "pkg:generic/app#app.handle": ["app.main", "app.handle", "lib.open", "lib.parse", "gpl.read"],
    }
    assert [hop.line for hop in verdict.findings[-1].hops] == [7, 7, 7, 7, 0]
    assert "Apache-2.0 code calls GPL-3.0-only code" in verdict.findings[0].message


@pytest.mark.parametrize("license_", ["MIT", "LGPL-3.0-only", "MIT OR GPL-3.0-only"])
def test_the_mended_twin_passes(store: GraphStore, license_: str) -> None:
    verdict = _check(store, "copyleft_through_calls", FIVE_CALLS_DEEP.format(license=license_))
    assert verdict.outcome is Outcome.PASS


def test_both_licenses_of_an_and_count(store: GraphStore) -> None:
    verdict = _check(store, "copyleft_through_calls", FIVE_CALLS_DEEP.format(license="MIT AND GPL-3.0-only"))
    assert verdict.outcome is Outcome.FAIL


def test_a_copyleft_file_in_a_permissive_source_is_found(store: GraphStore) -> None:
    graph = """
    source app MIT
    file app vendored.py GPL-3.0-only
    def app app.main
    def app vendored.sort vendored.py
    app.main calls vendored.sort
    """
    verdict = _check(store, "copyleft_through_calls", graph)
    assert [[hop.id for hop in one.hops] for one in verdict.findings] == [
        ["pkg:generic/app#app.main", "pkg:generic/app#vendored.sort"]
    ]


def test_a_copyleft_distribution_that_is_not_indexed_is_found(store: GraphStore) -> None:
    graph = "source app MIT\ndist gpl GPL-3.0-only\ndef app app.main\napp.main calls gpl.call"
    verdict = _check(store, "copyleft_through_calls", graph)
    assert [(one.node, one.path, one.line) for one in verdict.findings] == [("pkg:generic/app#app.main", "app.py", 7)]


def test_copyleft_code_may_call_copyleft_code(store: GraphStore) -> None:
    graph = "source one GPL-3.0-only\nsource two GPL-3.0-only\ndef one one.f\ndef two two.g\none.f calls two.g"
    assert _check(store, "copyleft_through_calls", graph).outcome is Outcome.PASS


def test_unresolved_calls_keep_it_from_passing(store: GraphStore) -> None:
    graph = "source app MIT\ndef app app.main\nunresolved app.main 4"
    verdict = _check(store, "copyleft_through_calls", graph)
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [(one.title, one.count) for one in verdict.blockers] == [("Call sites whose target is unknown", 4)]
    assert verdict.blockers[0].examples == ("app.py:3 send unknown-value",)


def test_calls_into_code_of_unknown_license_keep_it_from_passing(store: GraphStore) -> None:
    graph = "source app MIT\ndist odd -\ndef app app.main\napp.main calls odd.call"
    verdict = _check(store, "copyleft_through_calls", graph)
    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.blockers[0].examples == ("pkg:pypi/odd@1 (called from 1)",)


def test_a_call_that_is_only_possible_blocks_instead_of_failing(store: GraphStore) -> None:
    graph = "source app MIT\nsource gpl GPL-3.0-only\ndef app app.main\ndef gpl gpl.read\napp.main calls gpl.read 0.3"
    verdict = _check(store, "copyleft_through_calls", graph)
    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.blockers[0].examples == ("app.py:7 pkg:generic/app#app.main → pkg:generic/gpl#gpl.read",)


OWN_RULE = """\
// title: A function whose name is shouted
// severity: warning
// rationale: It hurts the ears.
// remedy: Rename it.
// parameters: limit
// defaults: {"limit": 10}
MATCH (f:Function) WHERE f.name = toUpper(f.name)
RETURN f.id AS node, f.path AS path, f.line AS line, 'shouted' AS message
ORDER BY node LIMIT $limit
"""


def test_a_rule_of_ones_own_is_one_more_file(store: GraphStore, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "shouted.cypher").write_text(OWN_RULE)
    draw("source app MIT\ndef app app.RUN\ndef app app.walk").put_into(store)
    (verdict,) = check(store, ["shouted"], [folder])
    assert verdict.outcome is Outcome.FAIL
    assert [one.node for one in verdict.findings] == ["pkg:generic/app#app.RUN"]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (OWN_RULE.replace("// remedy: Rename it.\n", ""), "no `// remedy"),
        (OWN_RULE.replace("warning", "loud"), "severity loud"),
        (OWN_RULE.replace('{"limit": 10}', "{limit}"), "not JSON"),
        (OWN_RULE.replace('{"limit": 10}', "{}"), r"default for \$limit"),
        (OWN_RULE.replace("// defaults", "// blocked_by: nonsense\n// defaults"), "blocked by nonsense"),
        (OWN_RULE.partition("MATCH")[0], "no Cypher"),
    ],
)
def test_a_broken_rule_says_what_is_missing(tmp_path: Path, broken: str, message: str) -> None:
    (tmp_path / "own.cypher").write_text(broken)
    with pytest.raises(InputError, match=message):
        rulebook(folders=[tmp_path])


def test_unknown_rules_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="copyleft_through_calls"):
        rulebook(["nonsense"])
    with pytest.raises(NotFoundError, match="no folder"):
        rulebook(folders=[tmp_path / "missing"])
    with pytest.raises(InputError, match=r"no \.cypher file"):
        rulebook(folders=[tmp_path])
    (tmp_path / "source_without_license.cypher").write_text(OWN_RULE)
    with pytest.raises(InputError, match="two rules"):
        rulebook(folders=[tmp_path])
