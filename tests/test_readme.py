"""The README says what is so: its commands print what it shows, its excerpts and links stand where it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readme import README, ROOT, blocks, examples, timeless

PAGE = README.read_text(encoding="utf-8")
PAGES = [README, *sorted(ROOT.glob("ontology/**/README.md")), ROOT / "data" / "README.md"]


def test_commands_print_what_the_page_shows() -> None:
    found = list(examples(PAGE))
    assert len(found) >= 3
    for block, text in found:
        assert timeless(block.text) == timeless(text), "not current; make readme"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_excerpts_stand_in_their_files(page: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.path and block.language != "text":
            lines = (ROOT / block.path).read_text(encoding="utf-8").splitlines()
            assert [line for line in block.text.splitlines() if line not in lines] == [], block.path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_property_and_class_is_in_the_vocabulary() -> None:
    from pipeline.schema import schema

    rows = PAGE.partition("## Vocabulary")[2].partition("## How it works")[0]
    named = set(re.findall(r"`(\w+)`", rows))
    facts = set(schema().facts) - {"signedOn", "adoptedOn", "issuedOn"}
    assert facts <= named
    assert {name for name in named if name[0].islower()} <= set(schema().properties)
    assert {name for name in named if name[0].isupper()} - {"Asserted", "Planned", "Proposed"} <= set(schema().classes)


def test_every_make_target_and_command_there_is() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make ([a-z]+)", PAGE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    commands = set(re.findall(r"^def (\w+)\(", (ROOT / "cli.py").read_text(encoding="utf-8"), re.MULTILINE))
    for command in re.findall(r"summitry ([a-z]+)[ \"'`]", PAGE):
        assert command in commands, command
