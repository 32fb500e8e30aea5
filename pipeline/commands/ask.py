"""`summitry query`, `show` and `why`: questions to a graph, and to the rules of identity."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.commands.options import (
    GRAPH,
    GraphOption,
    PasswordOption,
    TokenOption,
    UserOption,
    pairs_of,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.show import Card
    from pipeline.sparql import Answer
    from pipeline.why import Why

Form = Literal["table", "csv", "json", "turtle"]


def query(
    what: Annotated[
        str | None, typer.Argument(metavar="SPARQL|NAME", help="A query, or the name of a ready-made one.")
    ] = None,
    values: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE", help="The parameters of a ready-made query.")
    ] = None,
    file: Annotated[Path | None, typer.Option(help="Read the query from a file.")] = None,
    graph: GraphOption = GRAPH,
    form: Annotated[Form, typer.Option("--format", help="How to print the answer.")] = "table",
    list_all: Annotated[bool, typer.Option("--list", help="List the ready-made queries and their parameters.")] = False,
    endpoint: Annotated[str, typer.Option(help="Ask the store at this address instead of a folder.")] = "",
    default_graph: Annotated[
        list[str] | None, typer.Option(help="With --endpoint: ask these graphs, not those that a push put there.")
    ] = None,
    name: Annotated[str, typer.Option(help="With --endpoint: the name that the build was pushed under.")] = "summitry",
    user: UserOption = "",
    password_file: PasswordOption = None,
    token_file: TokenOption = None,
) -> None:
    """Ask the graph in SPARQL, or by the name of a ready-made query.

    The prefixes smt, id, rdf, rdfs, skos, dcterms, xsd, owl, prov, org, schema, geo and wd are declared already.
    """
    from pipeline.console import print_answer, print_queries, say
    from pipeline.errors import StopRun

    if list_all:
        print_queries()
        return
    if (what is None) == (file is None):
        raise StopRun("give a query, the name of one, or --file; `summitry query --list` names them")
    text = text_of(file) if file is not None else what or ""
    named = file is None and text.replace("-", "").isalnum()
    if values and not named:
        raise StopRun(f"{values[0]}: only a ready-made query takes values; `summitry query --list` names them")
    asked = Asked(text, pairs_of(values or []), named=named)
    if endpoint:
        answer, unknown = asked.elsewhere(endpoint, name, default_graph or (), (user, password_file, token_file))
    else:
        answer, unknown = asked.here(graph)
    print_answer(answer, form)
    for line in unknown:
        say(line, err=True)


class Asked:
    """A query, or the name of one and its values; each way to ask it gives its rows, and what else is to be said."""

    def __init__(self, text: str, values: dict[str, str], *, named: bool) -> None:
        self.text, self.values, self.named = text, values, named

    def here(self, folder: Path) -> tuple[Answer, list[str]]:
        from pipeline.queries import ask_named
        from pipeline.store import open_store

        store = open_store(folder)
        answer = ask_named(store, self.text, self.values) if self.named else store.ask(self.text)
        return answer, self._unknown(store.ask, answer)

    def elsewhere(
        self, url: str, name: str, graphs: Sequence[str], who: tuple[str, Path | None, Path | None]
    ) -> tuple[Answer, list[str]]:
        from pipeline.remote.asking import elsewhere
        from pipeline.remote.client import credentials

        with elsewhere(url, credentials(*who), name, graphs) as there:
            answer = there.ask_named(self.text, self.values) if self.named else there.ask(self.text)
            return answer, self._unknown(there.ask, answer)

    def _unknown(self, ask: Callable[[str], Answer], answer: Answer) -> list[str]:
        from pipeline.queries import strangers

        return strangers(ask, self.text, self.values) if self.named and not answer.rows else []


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name or id.")], graph: GraphOption = GRAPH
) -> None:
    """Show one entity: its names and facts, each with its quote and document."""
    from pipeline.console import print_card
    from pipeline.errors import StopRun
    from pipeline.show import card
    from pipeline.store import open_store

    store = open_store(graph)
    match store.find(name):
        case [entity]:
            print_card(card(store, entity))
        case []:
            near = [f"  {store.label(node)}" for node in store.suggest(name)[:10]]
            raise StopRun("\n".join([f"nothing is called {name}" + ("; near it:" if near else ""), *near]))
        case several:
            _print_namesakes(name, [card(store, entity) for entity in several])


def _print_namesakes(name: str, found: Sequence[Card]) -> None:
    from pipeline.console import say

    say(f"{name} names {len(found)} things; ask for one by its id:")
    for card in found:
        say(f"  {card.id}  {', '.join(card.classes)}  {card.label}")


def why(
    first: Annotated[str, typer.Argument(metavar="NAME", help="A name.")],
    second: Annotated[str, typer.Argument(metavar="NAME", help="Another.")],
    graph: Annotated[
        Path | None, typer.Option(help="Compare what goes by the names in the graph of this folder.")
    ] = None,
    language: Annotated[
        str, typer.Option(help="Of both names, where it can't be seen: zh-hans, zh-hant, ru, en.")
    ] = "",
    cls: Annotated[str, typer.Option("--class", help="Of both names, where it can't be seen: Person, Event …")] = "",
) -> None:
    """Say whether two names are one thing, and every reason for it and against it."""
    from pipeline.console import print_why
    from pipeline.errors import StopRun
    from pipeline.why import why as ask_why, why_in_graph

    if graph is None:
        found: Sequence[Why] = [ask_why(first, second, language=language, cls=cls)]
    elif language or cls:
        raise StopRun("a graph says what its names are: --language and --class are for names alone")
    else:
        found = why_in_graph(first, second, graph)
    for answer in found:
        print_why(answer)
