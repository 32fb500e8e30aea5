"""What several commands share: options, bars of progress, files and pairs that a person names."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

PARTLY: Final = (
    2  # the exit code where something failed and the rest was done, as for a command that can't be understood
)
GRAPH: Final = Path("data/graph")
GraphOption = Annotated[Path, typer.Option("--graph", help="The folder that a build wrote.")]

UserOption = Annotated[str, typer.Option("--user", help="The user's name, where the store asks for one.")]
PasswordOption = Annotated[Path | None, typer.Option("--password-file", help="A file with the user's password.")]
TokenOption = Annotated[
    Path | None, typer.Option("--token-file", help="A file with a token, where the store takes one.")
]


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each stage on stderr, for as long as the block runs."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from pipeline.console import terminal

    columns = (TextColumn("{task.description:9}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = terminal(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield report


def pairs_of(values: list[str]) -> dict[str, str]:
    from pipeline.errors import StopRun

    pairs = [value.partition("=") for value in values]
    for key, sign, _ in pairs:
        if not sign:
            raise StopRun(f"{key}: a parameter is given as KEY=VALUE")
    return {key: value for key, _, value in pairs}


def text_of(file: Path) -> str:
    from pipeline.errors import StopRun

    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise StopRun(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StopRun(f"{file}: is not UTF-8 text") from error


def existing(folder: Path) -> Path:
    """The folder, if there is one; StopRun where there is not."""
    from pipeline.errors import StopRun

    if not folder.is_dir():
        raise StopRun(f"{folder}: no such folder; `summitry build` makes it")
    return folder
