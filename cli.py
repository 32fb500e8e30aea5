"""The command line: puts the commands together, and turns what a user can mend into one line and an exit code."""

from __future__ import annotations

import sys
from typing import Any, Final, cast

import typer

from pipeline.commands import correct
from pipeline.commands.ask import query, show, why
from pipeline.commands.build import build
from pipeline.commands.check import evaluate, validate
from pipeline.commands.export import export
from pipeline.commands.findings import conflicts, coverage, versions
from pipeline.commands.options import PARTLY
from pipeline.commands.serve import push, serve
from pipeline.commands.snapshot import snapshot

app = typer.Typer(
    help="Diplomatic documents in Chinese, Russian and English in; a knowledge graph with a quote for every fact out.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (build, query, show, why, conflicts, versions, coverage, evaluate, validate, export, serve, push):
    app.command()(command)
app.add_typer(snapshot, name="snapshot")
app.add_typer(correct.app, name="correct")


# What click, in whatever package typer has it, raises for a command that it can't read.
USAGE: Final = cast("type[Exception]", typer.BadParameter.__mro__[1])


def main() -> None:
    """Run the command line; what a user can mend is one message, anything else a traceback."""
    from pipeline.console import say
    from pipeline.errors import SummitryError

    try:
        code = app(prog_name="summitry", standalone_mode=False)
    except SummitryError as error:
        say(f"summitry: {error}", err=True)
        raise SystemExit(PARTLY) from None
    except USAGE as error:
        say(_misread(error), err=True)
        raise SystemExit(PARTLY) from None
    raise SystemExit(code)


def _misread(error: Any) -> str:
    """What is wrong with a command, as one line that names the option; all help, where there is nothing but a name."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.ctx.get_help())
    said = " ".join(error.format_message().replace(": Value error, ", ": ").split()).rstrip(".")
    words = _command(sys.argv[1:])
    where = f"{' '.join(words)}: " if words else ""
    told = f"{where}{said[:1].lower()}{said[1:]}{'' if said.endswith('?') else ';'}"
    return f"summitry: {told} `{' '.join(['summitry', *words, '--help'])}` tells what it takes"


def _command(typed: list[str]) -> list[str]:
    """The words that name a command, of those that were typed; click doesn't always tell."""
    found: list[str] = []
    group: Any = typer.main.get_command(app)
    for word in typed:
        group = getattr(group, "commands", {}).get(word)
        if group is None:
            break
        found.append(word)
    return found


if __name__ == "__main__":
    main()
