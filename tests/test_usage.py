"""What is typed wrongly is one line that names it and says where to look, with exit code 2, whatever the command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer

import cli

Typed = Callable[..., tuple[int, str, str]]


def commands(group: Any, *words: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *words, name)
        else:
            yield (*words, name), command


COMMANDS = dict(commands(typer.main.get_command(cli.app)))
OPTIONS = [(words, option) for words, command in COMMANDS.items() for option in command.params
           if option.param_type_name == "option" and not option.is_flag and option.opts != ["--help"]]  # fmt: skip
REQUIRED = [words for words, command in COMMANDS.items() if any(p.required for p in command.params)]
EVERY = pytest.mark.parametrize("words", COMMANDS, ids=" ".join)


def id_of(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else value.opts[0]  # type: ignore[attr-defined]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Run the program as the installed script does; gives the exit code and what was printed."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["summitry", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return int(left.value.code or 0), captured.out, captured.err

    return run


def told(words: tuple[str, ...], answer: tuple[int, str, str]) -> str:
    """What is said between the command and where to look; all else is checked."""
    code, out, err = answer
    name = " ".join(words)
    before, after = f"summitry: {name}: ", f" `summitry {name} --help` tells what it takes\n"
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(before)
    assert err.endswith(after)
    return err.removeprefix(before).removesuffix(after)


def test_there_are_commands_of_both_kinds() -> None:
    assert {("build",), ("push",), ("snapshot", "diff"), ("correct", "add")} <= set(COMMANDS)
    assert len(OPTIONS) > len(COMMANDS) > len(REQUIRED) > 10


@EVERY
def test_an_option_that_there_is_not(typed: Typed, words: tuple[str, ...]) -> None:
    assert told(words, typed(*words, "--zq")) == "no such option: --zq;"


@pytest.mark.parametrize("words", REQUIRED, ids=" ".join)
def test_an_argument_that_is_wanting(typed: Typed, words: tuple[str, ...]) -> None:
    first = next(p for p in COMMANDS[words].params if p.required)
    given = ["--graph", "x"] if any("--graph" in p.opts for p in COMMANDS[words].params) else []
    kind, name = ("option", first.opts[0]) if first.param_type_name == "option" else ("argument", first.metavar)
    assert told(words, typed(*words, *given)).startswith(f"missing {kind} '{name}'")


@pytest.mark.parametrize(("words", "option"), OPTIONS, ids=id_of)
def test_an_option_without_its_value(typed: Typed, words: tuple[str, ...], option: Any) -> None:
    assert told(words, typed(*words, option.opts[0])) == f"option '{option.opts[0]}' requires an argument;"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "--format", "pdf"), "invalid value for '--format': 'pdf' is not one of 'table', 'csv', 'json'"),
        (("snapshot", "diff", "a", "--format", "x"), "invalid value for '--format': 'x' is not one of 'words'"),
        (("build", "x", "--workers", "many"), "invalid value for '--workers': "),
        (("build", "x", "--workers", "0"), "invalid value for '--workers': "),
        (("build", "x", "--min-confidence", "much"), "invalid value for '--min-confidence': "),
        (("show", "a", "b", "c"), "got unexpected extra argument"),
        (("correct", "list", "x\ny"), "got unexpected extra argument"),
        (("query", "--grahp", "x"), "no such option: --grahp "),
    ],
    ids=lambda v: " ".join(v).replace("\n", " ") if isinstance(v, tuple) else "",
)
def test_a_value_that_is_none(typed: Typed, arguments: tuple[str, ...], said: str) -> None:
    words = arguments[:2] if arguments[:2] in COMMANDS else arguments[:1]
    assert told(words, typed(*arguments)).startswith(said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["buidl"], "no such command 'buidl'. Did you mean 'build'? `summitry --help` tells what it takes"),
        (["--graph"], "no such option: --graph; `summitry --help` tells what it takes"),
        (["snapshot", "sav"], "snapshot: no such command 'sav'. Did you mean 'save'? `summitry snapshot --help` tells"),
    ],
)
def test_a_command_that_there_is_not(typed: Typed, arguments: list[str], said: str) -> None:
    code, out, err = typed(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"summitry: {said}")


@pytest.mark.parametrize("arguments", [[], ["snapshot"], ["correct"], ["-h"], ["query", "--help"]])
def test_a_name_alone_and_the_word_help_give_all_help(typed: Typed, arguments: list[str]) -> None:
    code, out, err = typed(*arguments)
    assert code == (0 if arguments and arguments[-1].startswith("-") else 2)
    assert "Usage: summitry" in out + err
    assert "--help" in out + err
