"""The command line: puts the commands together, and turns what a user can mend into one line and an exit code."""

from __future__ import annotations

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


def main() -> None:
    """Run the command line; what a user can mend is one message, anything else a traceback."""
    from pipeline.console import say
    from pipeline.errors import SummitryError

    try:
        app()
    except SummitryError as error:
        say(f"summitry: {error}", err=True)
        raise SystemExit(PARTLY) from None


if __name__ == "__main__":
    main()
