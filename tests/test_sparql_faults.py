"""What is said of a query or update that can't be understood: one line, where it is wrong, and what would be right."""

from __future__ import annotations

from time import process_time

import pytest
from pyoxigraph import Store

from pipeline.sparql import PREFIXES
from pipeline.sparql_faults import fault

DECLARED = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
PATTERN = 'a whole pattern or "}"'


def told(text: str, *, update: bool = False) -> str:
    store = Store()
    with pytest.raises(SyntaxError) as refused:
        (store.update if update else store.query)(text, prefixes=DECLARED)
    return str(fault(text, str(refused.value), DECLARED, update=update))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK {", f"line 1, column 6: the query ends too soon; expected {PATTERN}"),
        ("SELECT * {\n ?s smt:party\n}", f"line 2, column 2: not understood: “?s smt:party”; expected {PATTERN}"),
        ("SELECT * {\n\t?s a smt:State .\n\tOPTIONL { ?s ?p ?o } }", f"line 3, column 2: not understood: “OPTIONL {{ ?s ?p ?o }} }}”; expected {PATTERN}"),
        ("SELCT ?s {}", "line 1, column 1: not understood: “SELCT ?s {}”; expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("INSERT DATA { id:a a smt:State }", "line 1, column 1: not understood: “INSERT DATA { id:a a smt:Stat…”; expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT ?s, ?o { ?s ?p ?o }", 'line 1, column 10: not understood: “, ?o { ?s ?p ?o }”; expected "{"'),
        ("SELECT ?s { ?s ?p ?o } LIMT 3", "line 1, column 24: not understood: “LIMT 3”; expected a whole clause (ORDER BY ?x, LIMIT 10 …) or the end"),
        ("SELECT ?s { ?s foo:bar 1 }", "line 1, column 16: unknown prefix foo: (declare it with PREFIX)"),
        ("PREFIX foo: <http://e/> SELECT ?s { ?s foo:bar 1 ; bar:foo 1 }", "line 1, column 52: unknown prefix bar: (declare it with PREFIX)"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "line 1, column 34: SELECT * is not authorized with GROUP BY"),
        ("SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o }", "line 1, column 40: The SELECT contains a variable that is unbound"),
    ],
)  # fmt: skip
def test_a_query(query: str, said: str) -> None:
    assert told(query) == said


@pytest.mark.parametrize(
    ("update", "said"),
    [
        ("CLEAR XYZ", "line 1, column 1: not understood: “CLEAR XYZ”; expected INSERT, DELETE, CLEAR, DROP or another update"),
        ("INSERT DATA { ?s smt:ordinal 1 }", "line 1, column 33: Variables are not allowed in INSERT DATA"),
    ],
)  # fmt: skip
def test_an_update(update: str, said: str) -> None:
    assert told(update, update=True) == said


@pytest.mark.parametrize(
    "query",
    ["", "{" * 5000, "SELECT * { ?s ?p 'open }", "\x00", "ASK { BIND (1 AS ?x) BIND (2 AS ?x) }", "ASK {" + "?s ?p ?o . " * 3000],
)  # fmt: skip
def test_whatever_is_wrong_is_told_in_one_short_line(query: str) -> None:
    said = told(query)
    assert said.startswith("line 1, column ")
    assert "\n" not in said
    assert len(said) < 150


@pytest.mark.parametrize("repeated", ["1 IN (", "1 + ", "?a || ", "(", "STR("])
def test_nobody_waits_long_for_a_reason(repeated: str) -> None:
    text = f"ASK {{ FILTER({repeated * (4900 // len(repeated))}"
    began = process_time()
    said = str(fault(text, "error at 1:1: expected one of a, b", DECLARED))
    assert process_time() - began < 3
    assert said.startswith("line 1, column ")
