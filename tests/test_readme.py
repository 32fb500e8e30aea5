"""The README and the pages of `docs` say what is so: commands print what they show, excerpts and links are right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
import readme
from readme import README, ROOT, blocks, examples, timeless
from test_layers import HEIGHT
from typer.core import TyperGroup
from typer.main import get_command

from cli import app

PAGE = README.read_text(encoding="utf-8")
PAGES = [*readme.PAGES, *sorted(ROOT.glob("ontology/**/README.md")), ROOT / "data" / "README.md"]


def test_commands_print_what_the_page_shows() -> None:
    found = list(examples())
    assert len(found) >= 10
    for page, block, text in found:
        assert timeless(block.text) == timeless(text), f"{page.name} is not current; make readme"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_excerpts_stand_in_their_files(page: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.path and block.language != "text":
            lines = (ROOT / block.path).read_text(encoding="utf-8").splitlines()
            assert [line for line in block.text.splitlines() if line not in lines] == [], block.path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target, heading in re.findall(r"\]\((?!https:)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8")):
        aimed = page.parent / target if target else page
        assert aimed.exists(), target
        if heading:
            heads = re.findall(r"^#+ (.+)$", aimed.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}, heading


def test_every_property_and_class_is_in_the_vocabulary() -> None:
    from pipeline.schema import schema

    rows = PAGE.partition("## Vocabulary")[2].partition("## How it works")[0]
    named = set(re.findall(r"`(\w+)`", rows))
    assert set(schema().facts) <= named
    assert {name for name in named if name[0].islower()} <= set(schema().properties)
    assert {name for name in named if name[0].isupper()} - {"Asserted", "Planned", "Proposed"} <= set(schema().classes)


def test_every_make_target_and_command_there_is() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make ([a-z]+)", PAGE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    program = cast("TyperGroup", get_command(app))
    for page in PAGES:
        for name, rest in re.findall(r"summitry ([a-z]+) ?([a-z]*)[ \"'`]", page.read_text(encoding="utf-8")):
            command = program.commands.get(name)
            assert command, f"{page.name}: {name}"
            if rest and isinstance(command, TyperGroup):
                assert rest in command.commands, f"{page.name}: {name} {rest}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_option_shown_there_is(page: Path) -> None:
    """Of commands in full, on a line of their own or in the text: those that run and those that tell of a form."""
    text = re.sub(r"\\\n\s+", "", page.read_text(encoding="utf-8"))
    for line in re.findall(r"^ *(?:\$ )?summitry (.+)$", text, re.MULTILINE) + re.findall(r"`summitry ([^`]+)`", text):
        command = get_command(app)
        for word in line.split():
            if not isinstance(command, TyperGroup) or word not in command.commands:
                break
            command = command.commands[word]
        options = {opt for parameter in command.params for opt in parameter.opts}
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", line)) <= options | {"--help"}, f"summitry {line}"


def test_every_stage_of_the_table_is_a_unit() -> None:
    rows = PAGE.partition("## How it works")[2].partition("## Extend it")[0]
    named = {name for row in re.findall(r"^\| (`.+?) \|", rows, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert len(named) >= 20
    assert named <= set(HEIGHT)
