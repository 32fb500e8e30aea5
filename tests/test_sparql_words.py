"""What a request asks for, told from its words: nothing that reaches out passes, and no more than that is refused."""

from __future__ import annotations

import pytest

from pipeline.sparql_words import reaches_out

CALL = "SERVICE <http://127.0.0.1:9/> { }"


@pytest.mark.parametrize(
    "text",
    [
        "# load <x>\nASK{}",
        "ASK {?s ?p 'Load smt:x'}",
        'ASK {?s ?p """a "service x: {" b"""}',
        f"PREFIX a: <http://example.org/it's#>\nASK {{}} # {CALL}",
        f"# {CALL}\r\nASK {{ ?s ?p '{CALL}' }}",
        "INSERT DATA { <http://e/a> <http://e/b> '# load <http://e/>' }",
    ],
)
def test_words_in_strings_and_comments_pass(text: str) -> None:
    assert reaches_out(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        f"ASK {{ ?s ?p '#' . {CALL} }}",
        f"# {CALL}\nASK {{ {CALL} }}",
        f"# '\nASK {{ {CALL} }} # '",
        "ASK { SERVICE # '\n<http://127.0.0.1:9/> # '\n{ } }",
        f"ASK {{ ?s ?p '\\'' . {CALL} # '\n}}",
        f'ASK {{ ?s ?p "\\u0022 . {CALL} #"\n}}',
        f'ASK {{ FILTER(?a<b:c#>"""\n) {CALL} #"""\n}}',
        f"ASK {{ FILTER(?a<b:c'>''')) {CALL} #'''\n}}",
        f'ASK {{ FILTER(?a<b#//c>"""\n) {CALL} #"""\n}}',
    ],
)
def test_no_clause_hides_in_a_string_or_comment(text: str) -> None:
    assert reaches_out(text) == "SERVICE"


def test_no_update_loads() -> None:
    assert reaches_out("CLEAR ALL # '\n; LOAD <http://127.0.0.1:9/> # '") == "LOAD"
