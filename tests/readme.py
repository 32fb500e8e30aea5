"""The pages' examples as data: files to write, commands to run, what they print, and lines that stand in files.

    ```text NAME       a file of the example
    ```console         a command after "$ ", and what it prints
    ```sh              a command after "$ ", run; what it prints is not shown
    ```LANGUAGE PATH   lines that stand in a file of the repository

The pages of `docs` go on where the README's example ends. `make readme` writes what the commands print anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SECONDS = re.compile(r"^( *seconds +)[\d.]+", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it names, its text, and where the text stands in the page."""

    language: str
    path: str
    text: str
    start: int


def blocks(page: str) -> list[Block]:
    """All fenced blocks of a page."""
    return [Block(m[1], m[2] or "", m[3], m.start(3)) for m in BLOCK.finditer(page)]


def examples() -> Iterator[tuple[Path, Block, str]]:
    """Each command's page and block with what it prints when all are run in order, after the files were written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for page in PAGES:
            for block in blocks(page.read_text(encoding="utf-8")):
                command = block.text.partition("\n")[0]
                if block.language == "text":
                    write(folder / block.path, block.text)
                elif block.language == "sh":
                    printed(command, folder)
                elif block.language == "console":
                    yield page, block, f"{command}\n{printed(command, folder)}"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def printed(command: str, folder: Path) -> str:
    """What a command of the page prints, without blank lines at either end or spaces at the ends of lines."""
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "summitry", command
    ran = subprocess.run(
        [sys.executable, ROOT / "cli.py", *arguments], cwd=folder, capture_output=True, check=True, encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    lines = [line.rstrip() for line in ran.stdout.splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


def timeless(text: str) -> str:
    """The text with the time that a build took left out."""
    return SECONDS.sub(r"\g<1>…", text)


def rewrite() -> None:
    """Write what the commands print into the pages, where that has changed."""
    for page, block, text in reversed(list(examples())):
        if timeless(block.text) != timeless(text):
            former = page.read_text(encoding="utf-8")
            write(page, former[: block.start] + text + former[block.start + len(block.text) :])


if __name__ == "__main__":
    rewrite()
