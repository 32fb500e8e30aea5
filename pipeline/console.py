"""What the commands print: reports, answers, cards, reasons, figures; plain lines and tables, to be read or piped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from pipeline.counted import counted
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from pipeline.compared import Discrepancy, Fact
    from pipeline.corrections import Corrected
    from pipeline.coverage import Coverage
    from pipeline.evaluate import DocumentScore, Figures
    from pipeline.evaluate.stages import StageRow
    from pipeline.run import Report
    from pipeline.show import Card, Quote
    from pipeline.sparql import Answer, Format
    from pipeline.why import Why

NAMED = 20  # corrections that a build names, of those that were not simply applied
UNSEEN_WIDTH = 200  # columns, where output goes to a file
WORST = 5  # documents that `evaluate` names
EXCERPT = 80  # characters of a passage that `coverage` prints


def say(line: str = "", *, err: bool = False) -> None:
    """Print what people read; what programs read is printed as it is."""
    typer.echo(visible(line), err=err)


def terminal(*, stderr: bool = False) -> Console:
    """Plain text in, as it is: no markup in names and quotes; wide where nobody looks at a screen."""
    from rich.console import Console

    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    return (
        console
        if console.is_terminal
        else Console(stderr=stderr, markup=False, highlight=False, emoji=False, width=UNSEEN_WIDTH)
    )


def _table(*columns: str) -> Table:
    from rich.box import SIMPLE
    from rich.table import Table

    return Table(*columns, box=SIMPLE, show_header=any(columns), pad_edge=False)


def print_report(report: Report) -> None:
    table = _table("", "", "")
    table.add_row("documents", "", str(report.documents))
    for kind, counts in (("entities", report.entities), ("facts", report.facts)):
        table.add_row(kind, "all", str(sum(counts.values())))
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            table.add_row("", name, str(count))
    table.add_row("seconds", "", f"{report.seconds:.1f}")
    terminal().print(table)


def print_corrected(corrected: Corrected) -> None:
    """What came of corrections, on stderr: how many were applied, and each that was not, with the reason."""
    from pipeline.corrections.words import in_words

    words = {"NotNeeded": "no longer needed", "Unmatched": "no longer matches"}
    told = [o for o in corrected.outcomes if o.status in words or o.note]
    for outcome in told[:NAMED]:
        filed, note = outcome.filed, f": {outcome.note}" if outcome.note else ""
        what = words.get(outcome.status, "applied")
        say(f"correction {what}: {in_words(filed.correction)} ({filed.place}){note}", err=True)
    if len(told) > NAMED:
        say(f"… and {len(told) - NAMED} more; `summitry correct list` names all", err=True)
    if corrected.outcomes:
        applied = sum(outcome.status == "Applied" for outcome in corrected.outcomes)
        say(f"{applied:,} of {counted(len(corrected.outcomes), 'correction')} applied", err=True)


def print_queries() -> None:
    from pipeline.queries import named_queries

    for query in named_queries().values():
        say(f"{query.name} — {query.title}\n    {query.description}")
        for parameter in query.parameters:
            form = f"{parameter.name}={'…' if not parameter.optional else '… (may be left out)'}"
            say(f"    {form}  {parameter.kind}: {parameter.description}; e.g. {parameter.example}")


def print_answer(answer: Answer, form: Format) -> None:
    from pipeline.sparql import serialise
    from pipeline.store import shorten

    if form != "table":
        typer.echo(serialise(answer, form), nl=False, color=True)  # else what steers a terminal is left out
    elif answer.truth is not None:
        say(str(answer.truth).lower())
    else:
        table = _table(*map(visible, answer.columns))
        for row in answer.rows:
            table.add_row(*("" if value is None else visible(shorten(value)) for value in row))
        terminal().print(table)
        say(counted(len(answer.rows), "row"), err=True)


def print_coverage(found: Sequence[Coverage]) -> None:
    """A line a document, plain: figures first, so that names of any script and width disturb no column."""
    heads = ("passages", "NotRead", "NoMention", "NoFact", "Facts", "characters", "read", "document")
    say("  ".join(heads))
    for document in found:
        counts = (len(document.passages), *(document.outcomes[outcome] for outcome in heads[1:5]))
        share = f"{document.read / document.characters:.0%}" if document.characters else "-"
        cells = (*map(str, counts), str(document.characters), share)
        figures = "  ".join(f"{cell:>{len(head)}}" for cell, head in zip(cells, heads, strict=False))
        say(f"{figures}  {document.source}")


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1]}…"


def print_facts(facts: Sequence[Fact]) -> None:
    for fact in facts:
        say(f"  {fact.subject}  {fact.property}  {fact.value}")
        _print_quotes(fact.quotes)


def print_discrepancy(difference: Discrepancy) -> None:
    """What language versions state differently: the values, what each says, and the facts that it comes to."""
    values = ", ".join(f"{value} ({language})" for language, value in difference.values)
    say(f"{difference.kind}{f': {values}' if values else ''}  {difference.id}")
    for saying in difference.sayings:
        say(f"    “{saying.text}”\n      {saying.source}, {saying.start}")
    for fact in difference.facts:
        say(f"    {fact.subject}  {fact.property}  {fact.value}")


def _print_quotes(quotes: Sequence[Quote]) -> None:
    for quote in quotes:
        period = f" {quote.since}–{quote.until}" if quote.since or quote.until else ""
        how = "" if quote.modality == "Asserted" else f" ({quote.modality.lower()})"
        say(f"    “{quote.text}”\n      {quote.source}, {quote.start}; {quote.confidence}{how}{period}")


def print_card(card: Card) -> None:
    say(f"{card.label}\n{card.id}  {', '.join(card.classes)}\n")
    for language, name in card.names:
        say(f"  {language:8} {name}" + ("  (background)" if (language, name) in card.unsaid else ""))
    for what, value in card.known:
        say(f"  {what:8} {value}  (background)")
    say(f"\nmentioned in {', '.join(card.documents)}")
    for statement in card.statements:
        arrow = f"← {statement.property} of" if statement.inverse else statement.property
        say(f"\n{arrow}  {statement.value}")
        for correction in statement.corrected:
            say(f"    corrected by {correction}")
        _print_quotes(statement.quotes)


def print_why(answer: Why) -> None:
    say("one thing" if answer.one else "two things")
    width = max(len(named.cls) for named in answer.named)
    for named in answer.named:
        say(f"  {named.cls:{width}}  {named.name}" + (f"  ({named.id})" if named.id else ""))
    if not answer.opinions and not answer.one:
        say("  nothing says that they are one")
    for opinion in answer.opinions:
        say(f"  {opinion.score:+6.1f}  {opinion.name}: {opinion.reason}")
    if answer.translated:
        say("  where one translates the other:")
    for opinion in answer.translated:
        say(f"  {opinion.score:+6.1f}  {opinion.name}: {opinion.reason}")


def print_scores(scores: Sequence[DocumentScore], *, as_json: bool) -> None:
    """The scorer's lines; then languages, and the documents whose facts fared worst."""
    from pipeline.evaluate import by_language, rows, totals, worst

    for kind in ("entity", "fact"):
        for name, found in [*rows(scores, kind), ("ALL", totals(scores, kind))]:
            say(f"{kind:6} {name:18} {_figures(found)}   tp {found.tp} fp {found.fp} fn {found.fn}")
        say()
    _print_qualifiers(scores)
    for language, entities, facts in by_language(scores):
        say(f"{language:6} entities {_figures(entities)}   facts {_figures(facts)}")
    say("\nworst in facts")
    for item, facts in worst(scores, WORST):
        say(f"       {_figures(facts)}   {item.gold}")
    if as_json:
        kinds = ("entity", "fact", "modality", "validity", "limited", "across")
        typer.echo(json.dumps({kind: totals(scores, kind).as_json() for kind in kinds}))


def _print_qualifiers(scores: Sequence[DocumentScore]) -> None:
    """How many of the facts found have the right modality and period; how far confidence is off; several sentences."""
    from pipeline.evaluate import calibration, qualifiers

    *accuracies, (_, across) = qualifiers(scores)
    for name, found in accuracies:
        say(f"of the facts found  {name:9} right {found.recall:.3f}   {found.tp} of {found.tp + found.fn}")
    say(f"of the facts found  confidence differs from precision by {calibration(scores):.3f} on average")
    say(f"over sentences            {_figures(across)}\n")


def _figures(found: Figures) -> str:
    from pipeline.evaluate.tally import shown

    precision = shown(found.precision if found.tp + found.fp else None)
    recall = shown(found.recall if found.tp + found.fn else None)
    return f"P {precision:5}  R {recall:5}  F {found.f1:.3f}"


def print_stages(name: str, rows: Sequence[StageRow]) -> None:
    from pipeline.evaluate.stages import COLUMNS, cells

    table = _table(*COLUMNS)
    for row in rows:
        table.add_row(*cells(row))
    say(name)
    terminal().print(table)
