"""Telling reading from writing in a statement's text, and which parameters it expects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError, ReadOnlyError, StoreError
from graph.statements import Statement
from graph.stores.cypher_text import refuse_writing, require_parameters


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n",
        "match (n:Create) return n.set, n.`delete`",
        "RETURN {set: 1, delete: 2} AS m",
        "RETURN 'it''s CREATE' AS a, \"MERGE \\\" SET\" AS b",
        "/* CREATE */ RETURN 1 AS a // DELETE",
        "RETURN $create AS a",
        "CALL db.labels() YIELD label RETURN label",
        "CALL { MATCH (n) RETURN n } RETURN n",
        "SHOW INDEXES",
        "EXPLAIN MATCH (n) RETURN n",
        "RETURN 1 AS a;",
        "MATCH (n:A|Set&!Merge) RETURN n",
    ],
)
def test_reading_passes(text: str) -> None:
    refuse_writing(text)


@pytest.mark.parametrize("comment", ["", "/* MATCH */ ", "// MATCH\n", "/* ' */ ", '/* " // */\n'])
@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n)",
        "MATCH (n) SET n:X",
        "MATCH (n:X) SET n.x = 1",
        "MATCH (n {a: 'b'}) DELETE n",
        "MATCH (n {a: '\\'}) RETURN n //'}) DELETE n\nDELETE n",
        "RETURN '/*' AS a MERGE (n {b: '*/'})",
        "MATCH (n) RETURN n UNION CREATE (m) RETURN m",
        "MATCH (n)CREATE(m)",
        "MATCH (n) WITH [x IN [1] | x] AS l FOREACH (x IN l | SET n.x = 1)",
        "LOAD CSV FROM 'x' AS l RETURN l",
        "CALL apoc.cypher.runWrite('CREATE (n)', {})",
        "CALL db . createLabel ( 'x' )",
        "CALL dbms.shutdown",
    ],
)
def test_writing_is_refused_wherever_it_hides(text: str, comment: str) -> None:
    with pytest.raises(ReadOnlyError):
        refuse_writing(comment + text)
    with pytest.raises(ReadOnlyError):
        refuse_writing(comment + text.lower())


@given(before=st.text(alphabet=" \n'\"`/*\\ab:|{}(),.-$", max_size=12), keyword=st.sampled_from(["CREATE", "Merge", "delete"]))
def test_a_write_after_a_finished_statement_never_passes(before: str, keyword: str) -> None:
    """Whatever quotes and comments come in a line of their own after a comment's end, a write on a line after them is seen."""
    hidden = "".join(character for character in before if character not in "'\"`*/\\:|{,!&$.")
    with pytest.raises((ReadOnlyError, StoreError)):
        refuse_writing(f"MATCH (n) /* {before.replace('*', '')} */ {hidden}\n {keyword} (m)")


@pytest.mark.parametrize("text", ["RETURN 1 AS a; RETURN 2 AS b", "RETURN 1 AS a; CREATE (n)", ";;RETURN 1 AS a"])
def test_several_statements_are_refused(text: str) -> None:
    with pytest.raises((StoreError, ReadOnlyError)):
        refuse_writing(text)


@pytest.mark.parametrize("text", ["", "  // nothing", "/* x */"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(StoreError, match="no statement"):
        refuse_writing(text)


def test_missing_parameters_are_named() -> None:
    statement = Statement("read/mine", "MATCH (n {a: $b, c: '$d'}) RETURN n // $e", parameters=("limit",))
    with pytest.raises(InputError, match=r"^read/mine needs \$b, \$limit: give a value$"):
        require_parameters(statement, {})
    require_parameters(statement, {"b": None, "limit": 1, "more": 2})
